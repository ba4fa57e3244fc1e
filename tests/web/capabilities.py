"""Who may come to which endpoint: every one of them, in words. tests/web/test_capabilities.py holds the doors to it.

public         anybody, signed in or not
public file    the same, without looking at the database or at who asks
by signature   whoever has the address: what it carries is all the right there is, and it takes forms from anywhere
any state      whoever is signed in, though they wait for approval or have closed their account
member         whoever is signed in and takes part
first member   the same, though they have not agreed to new rules yet
otherwise      whoever has one of these tasks, with the second step of signing in
"""

from mentorship.people.person import Role

GROUPS = {
    "public": """
        about.about about.data about.rules accounts.sent accounts.sign_up addresses.confirm demo.enter first_run.show
        feeds.json feeds.rss feeds.sitemap home.index jobs.index jobs.show joining.invited language.switch
        organisations.index organisations.show people.show photos.show place.logo replies.accept replies.decline
        replies.show resets.ask resets.choose resets.sent robots.show sessions.second_step sessions.sign_in sessions.sign_out
        terms.index""",
    "public file": "assets.show health.healthz health.readyz place.colours",
    "by signature": "unsubscribing.show",
    "any state": "agreeing.show standing.reopen standing.show",
    "member": """
        account.change_password account.end_others account.end_session account.rename addresses.again addresses.change
        applicants.index applicants.move applicants.show applicants.write applications.again applications.apply
        applications.index applications.show applications.withdraw applications.write
        asks.accept asks.decline asks.show blocks.block blocks.unblock candidates.ask candidates.index colleagues.answer
        colleagues.change colleagues.index colleagues.leave colleagues.remove connections.befriend connections.index
        connections.unfriend help_offers.ask help_offers.index help_offers.job found_work.count_application
        found_work.count_in found_work.show found_work.take_back help_offers.organisation help_offers.take_back invitations.code
        invitations.index invitations.revoke invitations.show job_steps.close job_steps.discard job_steps.duplicate
        job_steps.pause job_steps.renew job_steps.repost job_steps.resume job_steps.send job_steps.take_back
        job_writing.edit job_writing.index job_writing.new job_writing.preview mail_choices.show mentors.index mentorships.end
        mentorships.show mentorships.write messages.index messages.show messages.start messages.write notices.index
        notices.open notices.read_all open_to_work.close open_to_work.renew open_to_work.show organisations.edit organisations.register organisations.work_there people.index photos.edit photos.remove privacy.changes privacy.preset privacy.show
        privacy.toggle privacy.view_as profile.cv profile.places profile.remove profile.section profile.show reports.asked
        reports.index reports.job reports.message reports.organisation reports.person reports.show requests.accept
        requests.answer requests.ask requests.decline requests.mentoring requests.name_next requests.put_away
        requests.show requests.withdraw
        saved_searches.index saved_searches.let_go saved_searches.save saved_searches.show suggestions.dismiss suggestions.index suggestions.restore
        suggestions.restore_all two_step.begin two_step.codes two_step.confirm two_step.show two_step.stop""",
    "first member": "account.sessions account.show closing.close",
    "coordinator, admin": "approvals.accept approvals.index approvals.refuse",
    "moderator": """
        job_reviewing.accept job_reviewing.index job_reviewing.send_back job_reviewing.show moderation.decide
        moderation.index moderation.lift moderation.photo moderation.show moderation.suspended verifying.accept
        verifying.index verifying.refuse verifying.show""",
    "admin": """
        admin.index audit.index outbox.again outbox.index outbox.show place_settings.change place_settings.show roles.change
        roles.index rules_text.publish rules_text.show sponsoring.end sponsoring.index sponsoring.sponsor vocabulary.index vocabulary.merge vocabulary.rename
        vocabulary.show""",
}
CAPABILITY = {endpoint: capability for capability, names in GROUPS.items() for endpoint in names.split()}
OPEN = {endpoint for endpoint, capability in CAPABILITY.items() if capability in ("public", "public file")}
BY_SIGNATURE = {endpoint for endpoint, capability in CAPABILITY.items() if capability == "by signature"}

# The marks a view can carry, and what each set of them comes to.
MARKS = ("is_public", "is_file", "is_by_signature", "is_for_any_state", "is_before_agreeing")
MEANT = {
    (): "member",
    ("is_public",): "public",
    ("is_public", "is_file"): "public file",
    ("is_public", "is_by_signature"): "by signature",
    ("is_for_any_state",): "any state",
    ("is_before_agreeing",): "first member",
}


def marked(view: object) -> str:
    """What the marks of a view say, in the words above; marks that do not go together are told as they are."""
    found = tuple(mark for mark in MARKS if getattr(view, mark, False))
    role = getattr(view, "role", None)
    tasks = ", ".join(str(one.name).lower() for one in Role if role and one & role)
    said = MEANT.get(found, " and ".join(found))
    return said if role is None else tasks if not found else f"{said}, {tasks}"


def misfits(views: dict[str, object]) -> list[str]:
    """What differs between the table and the doors, each with what to do."""
    return (
        [
            f"{name} is nowhere in tests/web/capabilities.py: write down who may come"
            for name in views.keys() - CAPABILITY
        ]
        + [f"{name} is gone: take it out of tests/web/capabilities.py" for name in CAPABILITY.keys() - views]
        + [
            f"{name} is declared for “{CAPABILITY[name]}”, but its marks say “{marked(view)}”: mend the one that is wrong"
            for name, view in views.items()
            if name in CAPABILITY and CAPABILITY[name] != marked(view)
        ]
    )
