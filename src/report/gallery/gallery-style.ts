/** The style of the gallery, beside the style of every page. */
export const GALLERY_STYLE = `
main { max-width: 72rem; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; margin: 2.25rem 0 0; padding: 0; list-style: none; }
.gallery li { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.15rem 1.15rem 1rem; min-width: 0; }
.gallery h2 { font-size: 1.0625rem; letter-spacing: -0.01em; margin: 0 0 0.5rem; }
.gallery h2 a { color: inherit; text-decoration: none; }
.gallery h2 a:hover { text-decoration: underline; text-underline-offset: 0.2em; }
.gallery a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
.gallery p { font-size: 0.875rem; line-height: 1.5; margin: 0.75rem 0 0; }
.gallery .thumbnail { min-height: 13rem; }
.gallery .thumbnail svg { display: block; max-width: 100%; height: auto; }
.gallery .words { display: -webkit-box; -webkit-line-clamp: 7; -webkit-box-orient: vertical; overflow: hidden; }
.gallery .counts { color: var(--quiet); font-size: 0.8125rem; margin-top: auto; padding-top: 0.75rem; }
.gallery pre { font-size: 0.75rem; max-height: 14rem; overflow: auto; }
`;
