"""Small drawings for the product cards, by kind of goods."""

from markupsafe import Markup

DRAWINGS = {
    "Café": (
        "#efe2d3",
        '<path d="M16 18h32l4 36a4 4 0 0 1-4 4H16a4 4 0 0 1-4-4z" fill="#6b4226"/>'
        '<path d="M18 10h28l2 8H16z" fill="#8a5a36"/>'
        '<ellipse cx="32" cy="39" rx="8" ry="11" fill="#efe2d3"/>'
        '<path d="M32 29c-4 6 4 12 0 20" stroke="#6b4226" stroke-width="2" fill="none"/>',
    ),
    "Céramique": (
        "#e3e7e1",
        '<path d="M12 22h34v16a16 16 0 0 1-16 16h-2a16 16 0 0 1-16-16z" fill="#7d8f86"/>'
        '<path d="M46 26h5a7 7 0 0 1 0 16h-6" stroke="#7d8f86" stroke-width="4" fill="none"/>'
        '<path d="M22 8c-3 4 3 5 0 9M32 8c-3 4 3 5 0 9" stroke="#a9b6af" stroke-width="3" '
        'fill="none" stroke-linecap="round"/>',
    ),
    "Bois": (
        "#efe4d6",
        '<rect x="6" y="24" width="52" height="20" rx="8" fill="#8b5e3c"/>'
        '<path d="M12 30h40M14 36h36" stroke="#6f4a2e" stroke-width="2" stroke-linecap="round"/>'
        '<circle cx="32" cy="34" r="3" fill="#6f4a2e"/>',
    ),
    "Linge": (
        "#e6ebf0",
        '<path d="M8 16h48v30c-8 4-16-4-24 0s-16 4-24 0z" fill="#9fb0bf"/>'
        '<path d="M8 22h48M8 27h48" stroke="#e6ebf0" stroke-width="2" stroke-dasharray="3 3"/>',
    ),
    "Accessoires": (
        "#e9e6dc",
        '<path d="M8 14h48L38 54H26z" fill="#cdbf9f"/>'
        '<path d="M8 14h48l-3 7H11z" fill="#b7a781"/>'
        '<path d="M24 26l4 22M40 26l-4 22M32 26v22" stroke="#b7a781" stroke-width="2"/>',
    ),
    "Carte cadeau": (
        "#f0dfd8",
        '<rect x="6" y="16" width="52" height="34" rx="5" fill="#a8482a"/>'
        '<path d="M24 16v34M6 30h52" stroke="#f0dfd8" stroke-width="3"/>'
        '<path d="M24 30c-10-2-10-12-3-11 4 1 3 11 3 11s-1-10 3-11c7-1 7 9-3 11z" '
        'fill="#f0dfd8"/>',
    ),
}
TEAPOT = (
    "#e8e4ec",
    '<path d="M18 26h26c6 8 6 26-4 28H22c-10-2-10-20-4-28z" fill="#8a83a0"/>'
    '<path d="M45 32c6 0 8-8 13-9l1 4c-5 3-6 14-14 15z" fill="#8a83a0"/>'
    '<path d="M17 30c-12-2-14 16-1 17" stroke="#8a83a0" stroke-width="4" fill="none"/>'
    '<path d="M20 23h22c-1-5-21-5-22 0z" fill="#706989"/><circle cx="31" cy="16" r="3" '
    'fill="#706989"/>',
)
PLAIN = ("#e9e4db", '<rect x="12" y="18" width="40" height="32" rx="4" fill="#a39a8d"/>')


def picture(kind, handle=""):
    """The drawing for a kind of goods; a teapot, when the handle says so, is one."""
    ground, drawing = DRAWINGS.get(kind, PLAIN)
    if handle.startswith("theiere"):
        ground, drawing = TEAPOT
    return Markup(
        '<div class="picture" style="background:{}"><svg viewBox="0 0 64 64" aria-hidden="true">'
        "{}</svg></div>"
    ).format(ground, Markup(drawing))
