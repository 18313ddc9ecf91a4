// What every page loads: htmx and small helps. Each is optional: without this file everything still works.
import "htmx.org";
import "./menus.js";
import "./forms.js";
import "./drafts.js";
import "./photos.js";
import "./device.js";
import "./locate.js";
import "./maps.js";
import "./voices.js";
import "./terms.js";
