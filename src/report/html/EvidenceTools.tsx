/**
 * What the script fills: a drawer that shows the evidence of one entry after another, and an index of all entries. Without it, neither
 * is seen, and evidence opens in its place.
 */

/** The drawer. */
export const Drawer = () => (
  <dialog id="drawer" aria-labelledby="drawer-title">
    <header>
      <span id="drawer-place" class="quiet" />
      <button type="button" aria-label="The entry before">
        ←
      </button>
      <button type="button" aria-label="The next entry">
        →
      </button>
      <button type="button">Close</button>
    </header>
    <div id="drawer-body" tabindex={-1} />
  </dialog>
)

const columns = ["Persona", "Kind", "Entry", "Supported by"]

/** All entries, to search, filter and sort. */
export const EvidenceIndex = () => (
  <section id="index" class="with-script" aria-labelledby="evidence" hidden>
    <h2 id="evidence">Evidence</h2>
    <p class="lead">Every fact and sentence of every persona. Choose one to see what it stands on.</p>
    <div class="filters">
      <label>
        Persona{" "}
        <select>
          <option value="">all</option>
        </select>
      </label>
      <label>
        Kind{" "}
        <select>
          <option value="">all</option>
        </select>
      </label>
      <label>
        Words <input type="search" autocomplete="off" />
      </label>
      <span id="index-count" class="quiet" role="status" />
    </div>
    <div class="scroll" role="group" aria-label="The table of evidence" tabindex={0}>
      <table class="index">
        <thead>
          <tr>
            {columns.map((name) => (
              <th scope="col">
                <button type="button">{name}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody />
      </table>
    </div>
  </section>
)
