"""A post office: a real mail server on the loopback that can be told to refuse, to stall, or to die at the worst moment."""

import email
import socket
import ssl
import subprocess
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

PASSWORD = "the password of the post office"


class Dying(SMTP):
    """Breaks the connection where the office says so: in the middle of a mail, or when it has it but has not said so."""

    office: "PostOffice"

    async def smtp_DATA(self, arg: str) -> None:
        """As the standard has it, unless this mail is not to get through."""
        if self.office.dies_within > 0:
            self.office.dies_within -= 1
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class PostOffice(Controller):
    """`taken` are the mails it took. `answers` are what it says instead of yes, by command; `dies_within` and
    `dies_after` count the mails that break the connection before or after they are taken."""

    def __init__(self, port: int = 0, **options: Any) -> None:
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to: list[str] = []
        self.sessions = 0
        self.answers: dict[str, str] = {}
        self.dies_within = self.dies_after = 0
        super().__init__(self, hostname="127.0.0.1", port=port or free_port(), **options)

    def factory(self) -> SMTP:
        """The server for one connection."""
        made = Dying(self, **self.SMTP_kwargs)
        made.office = self
        return made

    async def handle_EHLO(
        self, server: SMTP, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """A greeting: counts the connections."""
        session.host_name = hostname
        self.sessions += 1
        return responses

    async def handle_MAIL(self, _server: SMTP, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Who sends."""
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        """To whom."""
        answer = self.answers.get(address, self.answers.get("RCPT", "250 OK"))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:
        """The mail itself."""
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.raw.append(envelope.content)
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        self.to += envelope.rcpt_tos
        if self.dies_after > 0:
            self.dies_after -= 1
            server.transport.abort()
        return "250 2.0.0 taken as 4711"

    @property
    def is_running(self) -> bool:
        """Whether it takes calls."""
        return self._thread is not None

    @property
    def subjects(self) -> list[str]:
        """The subjects of what was taken, in order."""
        return [str(one["Subject"]) for one in self.taken]


def text_of(mail: EmailMessage) -> str:
    """The words of a mail."""
    return mail.get_content().replace("\r\n", "\n")


def admits(user: str) -> Any:
    """Lets in whoever signs in as this user with PASSWORD."""

    def check(_server: SMTP, _session: Any, _envelope: Any, _way: str, data: Any) -> AuthResult:
        fits = (data.login, data.password) == (user.encode(), PASSWORD.encode())
        return AuthResult(success=fits, handled=False)

    return check


def free_port() -> int:
    """A port of the loopback that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost, and a server's context that shows it."""
    key, shown = folder / "key.pem", folder / "certificate.pem"
    making = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*making, *names, "-keyout", key, "-out", shown], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, key)
    return shown, context
