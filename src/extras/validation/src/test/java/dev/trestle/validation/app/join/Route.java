package dev.trestle.validation.app.join;

import dev.trestle.Form;
import dev.trestle.Query;
import dev.trestle.Response;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;

/** {@code /join} */
public final class Route {
  private Route() {}

  @Valid public record NewUser(@NotBlank @Email String email, @NotBlank String name) {}

  public static NewUser POST(NewUser user) {
    return user;
  }

  @Valid public record Order(@Valid Address address, @Size(min = 1) List<@Valid Item> items) {}

  @Valid public record Address(@NotBlank String city) {}

  @Valid public record Item(@NotNull String name, @Positive int price) {}

  public static Order PUT(Order order) {
    return order;
  }

  @Valid public record Signup(@Email String email, @Max(5) int stars) {}

  @Valid public record Paging(@Max(100) int limit) {}

  public static Response PATCH(@Form Signup form, @Query Paging paging) {
    return Response.text(form + " " + paging);
  }
}
