/** The words of a faker list, which may be nested, keyed or weighted. */
export const flat = (list) =>
  list === undefined || list === null
    ? []
    : typeof list === "string"
      ? [list]
      : Array.isArray(list)
        ? list.flatMap(flat)
        : "value" in list
          ? flat(list.value)
          : Object.values(list).flatMap(flat)
