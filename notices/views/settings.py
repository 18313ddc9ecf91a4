"""How a person wants to be told: how often, by which way, on which devices, about what."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.browsers import name_of
from core import sms
from core.enums import Channel
from core.pages import page_of, posted
from core.workflow import Refused
from notices import actions, topics, webpush
from notices.forms import DeviceForm, PreferenceForm
from notices.models import Device, Following, Preference
from notices.stops import stopped


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request):
    """Show and change how she is told. The switch that mutes everything is a button of its own."""
    user = request.user
    if request.method == "POST" and "mute" in request.POST:
        is_muted = request.POST["mute"] == "yes"
        actions.prefer(by=user, is_muted=is_muted)
        words = _("Nothing is sent to you. News waits in your inbox.") if is_muted else _("News is sent to you again.")
        messages.success(request, words)
        return redirect("notices:settings")
    wish = Preference.objects.filter(user=user).first() or Preference(user=user)
    devices = list(Device.objects.filter(user=user)) if webpush.is_offered() else []
    reached = ((Channel.MAIL, user.email), (Channel.SMS, _number(user)), (Channel.WHATSAPP, _number(user)))
    contacts = {(channel, to) for channel, to in reached if to}
    ways = {channel for channel, _to in contacts} - {Channel.WHATSAPP} | ({Channel.PUSH} if devices else set())
    if Channel.SMS in ways and sms.is_offered(Channel.WHATSAPP):
        ways.add(Channel.WHATSAPP)
    form = PreferenceForm(posted(request), wish=wish, ways=ways)
    if request.method == "POST" and form.is_valid():
        actions.prefer(by=user, **form.wishes)
        messages.success(request, _("Your wishes are kept."))
        return redirect("notices:settings")
    context = {
        "form": form,
        "wish": wish,
        "ways": ways,
        "stopped": sorted(channel for channel, _to in stopped(contacts)) if contacts else [],
        "devices": devices,
        "push_key": webpush.public_key(),
        "following_count": Following.objects.of(user).count(),
    }
    return render(request, "notices/settings.html", context, status=422 if form.errors else 200)


def _number(user) -> str:
    return user.phone if user.phone and user.phone_verified else ""


@never_cache
@require_safe
def followed(request):
    """What she follows, and how to follow it no more. What is not public any more is said so, without its name."""
    page = page_of(request, Following.objects.of(request.user))
    found = topics.find_all((row.kind, row.key) for row in page.rows)
    lines = [{"row": row, "topic": found.get((row.kind, row.key))} for row in page.rows]
    return render(request, "notices/followed.html", {"page": page, "lines": lines})


@require_POST
def again(request, channel):
    """Send news to her own address or number again."""
    if channel not in {Channel.MAIL, Channel.SMS, Channel.WHATSAPP}:
        raise Http404
    actions.resume_own(channel, by=request.user)
    messages.success(request, _("News is sent to you again."))
    return redirect("notices:settings")


@sensitive_post_parameters()
@require_POST
def add_device(request):
    """Keep the subscription of the browser she uses."""
    form = DeviceForm(request.POST)
    try:
        if not webpush.is_offered() or not form.is_valid():
            raise Refused(_("This browser gave no address for notifications. Nothing was kept."), "bad_endpoint")
        name = name_of(request.headers.get("User-Agent", ""))
        actions.add_device(by=request.user, name=name, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("This device shows you notifications now."))
    return redirect("notices:settings")


@require_POST
def remove_device(request, pk):
    """Show notifications on one of her devices no more."""
    device = get_object_or_404(Device.objects.filter(user=request.user), pk=pk)
    actions.remove_device(device.pk, by=request.user)
    messages.success(request, _("That device shows no notification any more."))
    return redirect("notices:settings")
