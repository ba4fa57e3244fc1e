"""The application. `python app.py` serves it; any other server finds it here as app:app."""

from mentorship import create_app
from mentorship.commands.reasons import made
from mentorship.commands.serve import serve

if __name__ == "__main__":
    serve(create_app)
else:
    app = made(create_app)
