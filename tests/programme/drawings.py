"""Drawings: what programs and people really save, and what somebody would hide in one."""

# ruff: noqa: E501 - drawings stand here as programs write them

from __future__ import annotations

from collections.abc import Mapping

HTML = "http://www.w3.org/1999/xhtml"
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
EVIL = "http://127.0.0.1:9/evil"
"""Where nobody listens. A browser that asks for it is found out all the same."""


def svg(attributes: str = 'viewBox="0 0 120 40"', inside: str = "", before: str = "") -> bytes:
    """Give a drawing."""
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


_RUN = "document.documentElement.setAttribute('data-ran','1')"
_LAUGH = "&l{};"
_LAUGHS = "".join(f'<!ENTITY l{n} "{_LAUGH.format(n - 1) * 10}">' for n in range(1, 12))
_NUMBERS = range(1, 12)
_USE = """<use href="#u{}"/>"""
_USES = "".join(f'<g id="u{n}">{_USE.format(n - 1) * 10}</g>' for n in _NUMBERS)
_RECT = """<rect class="c{}"/>"""
_FILLS = "".join(f'<pattern id="p{n}">{_RECT.format(n - 1) * 10}</pattern>' for n in _NUMBERS)

ATTACKS: Mapping[str, bytes] = {
    name: svg(f"viewBox='0 0 9 9' {XLINK}", inside) if isinstance(inside, str) else inside
    for name, inside in {
        "script": f"<script>{_RUN}</script>",
        "script with a prefix": f'<s:script xmlns:s="http://www.w3.org/2000/svg">{_RUN}</s:script>',
        "script of a page": f'<script xmlns="{HTML}">{_RUN}</script>',
        "script in what a program notes": f"<metadata><x><script>{_RUN}</script></x></metadata>",
        "script in a note of another language": f'<x xmlns="x"><b xmlns="{HTML}"><script>1</script></b></x>',
        "script in a title": f'<title><b xmlns="{HTML}" onclick="{_RUN}">a</b></title>',
        "script from elsewhere": f'<script href="{EVIL}.js"/>',
        "script in capitals": "<SCRIPT>1</SCRIPT>",
        "load": svg(f"viewBox='0 0 9 9' onload=\"{_RUN}\""),
        "click": f'<rect width="9" height="9" onclick="{_RUN}"/>',
        "begin": f'<animate attributeName="x" dur="1s" onbegin="{_RUN}"/>',
        "handler": f'<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">{_RUN}</handler>',
        "set": f'<a id="a"><set attributeName="href" to="java&#10;script:{_RUN}"/><text>x</text></a>',
        "set with a tab": '<a><set attributeName="xlink:href" to="java&#9;script:1"/></a>',
        "animate": '<a><animate attributeName="href" values="javascript:1" dur="1s"/></a>',
        "animate from elsewhere": '<animate href="#x" attributeName="href" from="javascript:1" to="#"/>',
        "animate transform": '<animateTransform attributeName="transform" to="1"/>',
        "link": f'<a href="javascript:{_RUN}"><text>x</text></a>',
        "link with entities": '<a xlink:href="&#106;avascript:1"><text>x</text></a>',
        "link to a page": '<a href="https://example.org/"><rect width="9" height="9"/></a>',
        "foreign object": f'<foreignObject><iframe xmlns="{HTML}" src="{EVIL}"/></foreignObject>',
        "foreign object in a switch": "<switch><foreignObject/></switch>",
        "page": f'<iframe xmlns="{HTML}" src="javascript:1"/>',
        "form": f'<form xmlns="{HTML}" action="{EVIL}"/>',
        "audio": f'<audio xmlns="{HTML}" src="{EVIL}" autoplay=""/>',
        "refresh": f'<meta xmlns="{HTML}" http-equiv="refresh" content="0;url={EVIL}"/>',
        "image": f'<image href="{EVIL}.png" width="9" height="9"/>',
        "image without a scheme": '<image href="//127.0.0.1:9/evil.png"/>',
        "image beside it": '<image href="other.png"/>',
        "image that is a drawing": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        "image of a filter": f'<filter id="f"><feImage href="{EVIL}.png"/></filter>',
        "use": f'<use href="{EVIL}.svg#a"/>',
        "use of data": "<use href=\"data:image/svg+xml,%3Csvg id='x'/%3E#x\"/>",
        "use beside it": '<use xlink:href="other.svg#a"/>',
        "gradient": f'<linearGradient href="{EVIL}.svg#a"/>',
        "text on a path": f'<text><textPath href="{EVIL}.svg#a">x</textPath></text>',
        "import": f"<style>@import '{EVIL}.css';</style>",
        "import with a remark": f"<style>@/**/import url({EVIL}.css);</style>",
        "import with an escape": "<style>@\\69mport '//127.0.0.1:9/evil.css';</style>",
        "import in CDATA": f"<style><![CDATA[@import url({EVIL}.css);]]></style>",
        "font": f"<style>@font-face{{font-family:a;src:url({EVIL}.woff)}}</style>",
        "media": f"<style>@media all{{a{{fill:url({EVIL}#a)}}}}</style>",
        "style sheet of a page": f'<link xmlns="{HTML}" rel="stylesheet" href="{EVIL}.css"/>',
        "background": f"<style>svg{{background:url({EVIL}.png)}}</style>",
        "background in an attribute": f'<g style="background-image:url({EVIL}.png)"/>',
        "cursor": f'<g style="cursor:url({EVIL}.cur),auto"/>',
        "content": f'<g style="content:url({EVIL}.png)"/>',
        "set of images": f"<g style=\"mask-image:image-set('{EVIL}.png' 1x)\"/>",
        "fill": f'<rect width="9" height="9" fill="url({EVIL}.svg#a)"/>',
        "fill in quotes": f'<rect width="9" height="9" style="fill:url( \'{EVIL}.svg#a\' )"/>',
        "fill with an escape": f'<rect fill="u\\72l({EVIL}.svg#a)"/>',
        "fill with an escaped address": '<rect style="fill:url(\\2f\\2f 127.0.0.1:9/evil.svg#a)"/>',
        "fill with a remark": f'<rect style="fill:/**/url(/**/{EVIL}#a)"/>',
        "fill without an end": f'<rect fill="url({EVIL}.svg#a"/>',
        "fill from a variable": f'<rect style="--a:url({EVIL}.svg#a);fill:var(--a)"/>',
        "fill beside it": '<rect fill="url(other.svg#a)"/>',
        "filter": f'<rect filter="url({EVIL}.svg#a)"/>',
        "mask": f'<rect mask="url({EVIL}.svg#a)"/>',
        "clip": f'<rect clip-path="url({EVIL}.svg#a)"/>',
        "marker": f'<path d="M0 0h9" marker-end="url({EVIL}.svg#a)"/>',
        "cursor element": f'<cursor id="c" href="{EVIL}.cur"/>',
        "color profile": f'<color-profile name="a" href="{EVIL}.icc"/>',
        "font element": f'<font-face><font-face-src><font-face-uri href="{EVIL}"/></font-face-src></font-face>',
        "base": svg(f"viewBox='0 0 9 9' xml:base='{EVIL}'", '<use href="#a"/>'),
        "ping": f'<a ping="{EVIL}" href="#a"/>',
        "sheet before it": svg("viewBox='0 0 9 9'", before=f'<?xml-stylesheet href="{EVIL}.css"?>'),
        "transformation before it": svg(
            "viewBox='0 0 9 9'", before=f'<?xml-stylesheet type="text/xsl" href="{EVIL}.xsl"?>'
        ),
        "laughs": svg("viewBox='0 0 9 9'", "&l11;", f'<!DOCTYPE svg [<!ENTITY l0 "ha">{_LAUGHS}]>'),
        "file": svg(
            "viewBox='0 0 9 9'", "&f;", '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        ),
        "parts of a file": svg(
            "viewBox='0 0 9 9'", before=f'<!DOCTYPE svg [<!ENTITY % p SYSTEM "{EVIL}"> %p;]>'
        ),
        "attribute from before it": svg(
            "viewBox='0 0 9 9'", before=f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{_RUN}">]>'
        ),
        "uses of uses": f'<rect id="u0" width="1" height="1"/>{_USES}<use href="#u11"/>',
        "fills of fills": "<style>"
        + "".join(f".c{n}{{fill:url(#p{n})}}" for n in range(12))
        + f'</style><pattern id="p0"/>{_FILLS}<rect class="c11"/>',
        "use of itself": '<g id="a"><use href="#a"/></g>',
        "chain": "".join(f'<use id="c{n}" href="#c{n + 1}"/>' for n in range(900)),
        "utf-7": svg(
            "viewBox='0 0 9 9'", "+ADw-script+AD4-", '<?xml version="1.0" encoding="utf-7"?>'
        ),
        "utf-16": svg("viewBox='0 0 9 9'", "<script/>").decode().encode("utf-16"),
    }.items()
}
"""What runs, loads, leads away, fills the memory or never ends, by what it uses."""

LOGOS: Mapping[str, bytes] = {
    "Inkscape": b"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="48mm" height="48mm" viewBox="0 0 48 48" version="1.1" id="svg5"
   inkscape:version="1.2.2 (b0a8486541, 2022-12-01)" sodipodi:docname="seal.svg"
   inkscape:export-filename="/srv/drawings/seal.png"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg"
   xmlns:svg="http://www.w3.org/2000/svg" xmlns:cc="http://creativecommons.org/ns#"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns:dc="http://purl.org/dc/elements/1.1/">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:document-units="mm">
    <inkscape:grid type="xygrid" id="grid1"/></sodipodi:namedview>
  <metadata id="m"><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
    <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
  <defs id="defs2">
    <linearGradient inkscape:collect="always" id="linearGradient10">
      <stop style="stop-color:#0f5a63;stop-opacity:1;" offset="0" id="stop6"/>
      <stop style="stop-color:#0f5a63;stop-opacity:0;" offset="1" id="stop8"/>
    </linearGradient>
    <linearGradient inkscape:collect="always" xlink:href="#linearGradient10" id="linearGradient12"
       x1="0" y1="24" x2="48" y2="24" gradientUnits="userSpaceOnUse"/>
    <inkscape:path-effect effect="spiro" id="path-effect1" is_visible="true"/>
    <clipPath clipPathUnits="userSpaceOnUse" id="clipPath22"><circle cx="24" cy="24" r="24"/></clipPath>
    <filter style="color-interpolation-filters:sRGB" id="filter3" x="-0.1" y="-0.1" width="1.2"
       height="1.2"><feGaussianBlur inkscape:collect="always" stdDeviation="0.5"/></filter>
  </defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" transform="translate(0,-2e-7)">
    <path style="fill:url(#linearGradient12);fill-opacity:1;stroke:none;stroke-width:0.26;paint-order:markers fill stroke;-inkscape-stroke:none"
       d="M 1,1 H 47 V 47 Z" id="rect111" sodipodi:nodetypes="cccc" clip-path="url(#clipPath22)"/>
    <text xml:space="preserve" style="font-size:10.58px;line-height:1.25;font-family:'DejaVu Sans';-inkscape-font-specification:'DejaVu Sans, Normal';font-variant-ligatures:normal"
       x="4" y="20" id="t1"><tspan sodipodi:role="line" id="tspan1" x="4" y="20">Peers &amp; Co</tspan></text>
  </g>
</svg>""",
    "Illustrator": b"""<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px"
  viewBox="0 0 48 48" style="enable-background:new 0 0 48 48;" xml:space="preserve">
<style type="text/css">
 .st0{fill:#1D2A30;}
 .st1{clip-path:url(#SVGID_00000071522_);fill:none;stroke:#0F5A63;stroke-miterlimit:10;}
 .st2,.st3{font-family:'MyriadPro-Bold','Myriad Pro';font-size:12px;}
</style>
<g id="Seal_x0020_1">
 <defs><circle id="SVGID_1_" cx="24" cy="24" r="24"/></defs>
 <clipPath id="SVGID_00000071522_"><use xlink:href="#SVGID_1_"  style="overflow:visible;"/></clipPath>
 <path class="st1" d="M4.5,8.1c0-1.1,0.9-2,2-2h20"/>
 <polygon class="st0" points="1,2 3,4 5,6 "/>
 <text transform="matrix(1 0 0 1 10 20)" class="st0 st2 st3">DMH</text>
</g>
</svg>""",
    "Illustrator for the web": b"""<svg id="Layer_2" data-name="Layer 2" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
<defs><style>.cls-1{isolation:isolate}.cls-2{mix-blend-mode:multiply;opacity:.5}</style></defs>
<title>Seal</title><g class="cls-1"><path class="cls-2" d="M0 0h48v48H0z" fill="rgba(15, 90, 99, .5)"/></g></svg>""",
    "Figma": b"""<svg width="48" height="48" viewBox="0 0 48 48" fill="none" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<g clip-path="url(#clip0_1_2)" filter="url(#filter0_d_1_2)"><path fill-rule="evenodd" clip-rule="evenodd" d="M24 0L48 48H0L24 0Z" fill="url(#paint0_linear_1_2)"/>
<rect width="9" height="9" fill="url(#pattern0)"/><mask id="mask0_1_2" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0" width="9" height="9"><path d="M0 0h9v9z" fill="white"/></mask></g>
<defs><filter id="filter0_d_1_2" x="0" y="0" width="56" height="56" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/><feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hardAlpha"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feComposite in2="hardAlpha" operator="out"/><feBlend mode="normal" in2="BackgroundImageFix" result="effect1_dropShadow_1_2"/></filter>
<pattern id="pattern0" patternContentUnits="objectBoundingBox" width="1" height="1"><use xlink:href="#image0_1_2" transform="scale(0.1)"/></pattern>
<linearGradient id="paint0_linear_1_2" x1="24" y1="0" x2="24" y2="48" gradientUnits="userSpaceOnUse"><stop stop-color="#0F5A63"/><stop offset="1" stop-color="#0F5A63" stop-opacity="0"/></linearGradient>
<clipPath id="clip0_1_2"><rect width="48" height="48" fill="white"/></clipPath><image id="image0_1_2" width="1" height="1" xlink:href="data:image/png;base64,iVBORw0KGgo="/></defs></svg>""",
    "Sketch": b"""<?xml version="1.0" encoding="UTF-8"?>
<svg width="48px" height="48px" viewBox="0 0 48 48" version="1.1" xmlns="http://www.w3.org/2000/svg" xmlns:sketch="http://www.bohemiancoding.com/sketch/ns">
    <!-- Generator: Sketch 3.0 (1) - http://www.bohemiancoding.com/sketch -->
    <desc>Created with Sketch.</desc><g id="Page-1" stroke="none" stroke-width="1" fill="none" sketch:type="MSPage"><path d="M1,1 L9,9" id="Seal" sketch:type="MSShapeGroup"></path></g></svg>""",
    "by hand": b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="Seal"><!-- seal -->
<style>/* two */ path { fill : RED !important ; } g > path, #a.b { stroke: hsl(120 50% 50% / 0.5) }</style>
<g><path d="M0 0h9" transform="rotate(45 4 4) scale(.5)" stroke-dasharray="1 2"/></g></svg>""",
}
"""What drawing programs write, by their names; the shapes are ours."""
