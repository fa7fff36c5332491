package dev.trestle.console.internal.page;

import dev.trestle.Response;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes pages of templates. */
public final class Page {
  /** Nothing of what is shown is another template's. */
  public static final HtmlInterceptor NO_INTERCEPTOR = null;

  private Page() {}

  /** An answer of what a template writes. */
  public static Response html(Consumer<OwaspHtmlTemplateOutput> template) {
    return Response.bytes(
        "text/html; charset=utf-8", text(template).getBytes(StandardCharsets.UTF_8));
  }

  /** The same as text. */
  public static String text(Consumer<OwaspHtmlTemplateOutput> template) {
    TemplateOutput text = new StringOutput();
    template.accept(new OwaspHtmlTemplateOutput(text));
    return text.toString();
  }
}
