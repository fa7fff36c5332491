package dev.trestle.dev.loop;

/** Why nothing answers, for people. Needs nothing from elsewhere. */
final class ErrorPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
      <style>
      :root { color-scheme: light dark; --bad: light-dark(#b00020, #ff8a80);
        --soft: light-dark(#f4f4f6, #24242a); --dim: light-dark(#55555f, #a9a9b6) }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto;
        padding: 0 1rem }
      h1 { color: var(--bad); font-size: 1.4rem }
      h2 { font: 600 1rem/1.5 ui-monospace, monospace; margin: 2rem 0 .5rem; overflow-wrap: anywhere }
      p { white-space: pre-wrap; margin: .5rem 0 }
      pre { background: var(--soft); border-radius: .5rem; overflow-x: auto; padding: .75rem 0 }
      pre span { display: block; padding: 0 1rem }
      pre mark { background: none; color: var(--bad); font-weight: 600; display: block;
        padding: 0 1rem }
      footer { color: var(--dim); margin-top: 2rem }
      </style>
      </head>
      <body>
      <main>
      <h1>%s</h1>
      """;

  private static final String FOOT =
      """
      <footer>Correct it, save, and send the request again.</footer>
      </main>
      </body>
      </html>
      """;

  private ErrorPage() {}

  static String of(LoopException failure) {
    String title = escaped(failure.title());
    StringBuilder page = new StringBuilder(HEAD.formatted(title, title));
    for (Problem problem : failure.problems()) {
      page.append("<section>\n");
      problem
          .place()
          .ifPresent(
              at -> page.append("<h2>%s:%d</h2>\n".formatted(escaped(at.file()), at.line())));
      page.append("<p>").append(escaped(problem.message())).append("</p>\n");
      problem.place().ifPresent(at -> append(at, page));
      page.append("</section>\n");
    }
    return page.append(FOOT).toString();
  }

  private static void append(Problem.Place at, StringBuilder page) {
    page.append("<pre tabindex=\"0\">");
    for (Problem.Line line : at.excerpt()) {
      String tag = line.number() == at.line() ? "mark" : "span";
      page.append("<%s>%5d  %s</%s>".formatted(tag, line.number(), escaped(line.text()), tag));
    }
    page.append("</pre>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
