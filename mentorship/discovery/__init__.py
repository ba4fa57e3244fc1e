"""Finding each other: common ground, suggestions and search, all of it only from what the viewer may see."""
