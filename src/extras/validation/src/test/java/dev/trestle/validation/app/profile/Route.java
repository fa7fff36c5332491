package dev.trestle.validation.app.profile;

import dev.trestle.Change;
import dev.trestle.Response;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** {@code /profile} */
public final class Route {
  private Route() {}

  record Changes(
      Change<@NotNull @Email(message = "must be an e-mail address") String> email,
      Change<@Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") String> name) {}

  public static Response PATCH(Changes changes) {
    return Response.text(changes.toString());
  }
}
