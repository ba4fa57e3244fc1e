"""Whether the process answers."""


def test_it_answers_without_the_database(browser, app, statements):
    def ask():
        answer = app.test_client().get("/healthz")
        assert answer.status_code == 200
        assert answer.text == "ok\n"

    assert statements(ask) == 0
