"""Which page is explained by which recording and by which text that is easy to read: one line a page."""

from plain.enums import HelpKey as H

PLACES = {
    "home": H.HOME,
    "people:welcome": H.SIGN_IN,
    "account_login": H.SIGN_IN,
    "people:code": H.SIGN_IN,
    "spaces:detail": H.SPACE,
    "spaces:vouch": H.VOUCH,
    "needs:list": H.NEED,
    "needs:create": H.NEED,
    "needs:detail": H.JOIN,
    "debates:list": H.DEBATE,
    "debates:detail": H.DEBATE,
    "debates:room": H.DEBATE,
    "consultations:list": H.CONSULTATION,
    "consultations:detail": H.CONSULTATION,
    "petitions:list": H.PETITION,
    "petitions:begin": H.PETITION,
    "petitions:build": H.PETITION,
    "petitions:detail": H.SIGN,
    "petitions:sign": H.SIGN,
    "councils:detail": H.COUNCIL,
    "councils:referral": H.COUNCIL,
    "deliberations:of-council": H.SESSION,
    "deliberations:session": H.SESSION,
    "programmes:of-council": H.PROGRAMME,
    "programmes:programme": H.PROGRAMME,
}
