(async () => {
  await archipel.ready;
  const note = document.getElementById("note");
  const answer = await archipel.request("GET", "note");
  note.value = answer.ok ? answer.body.text : "";
  note.addEventListener("change", () => archipel.request("PUT", "note", { text: note.value }));
  archipel.resize();
})();
