(async () => {
  const { theme } = await archipel.ready;
  document.body.classList.toggle("dark", theme === "dark");

  const answer = await archipel.request("GET", "counts");
  if (!answer.ok) {
    const problem = document.getElementById("problem");
    problem.textContent = answer.body?.detail ?? "The counts are not there.";
    problem.hidden = false;
  } else {
    const rows = Object.entries(answer.body).map(([country, places]) => {
      const row = document.createElement("tr");
      for (const text of [country, places]) row.insertCell().textContent = text;
      return row;
    });
    document.getElementById("counts").replaceChildren(...rows);
  }
  archipel.resize();
})();
