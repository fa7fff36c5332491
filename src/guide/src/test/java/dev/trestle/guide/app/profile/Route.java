package dev.trestle.guide.app.profile;

import dev.trestle.Form;
import dev.trestle.Response;
import dev.trestle.Upload;
import dev.trestle.guide.Photos;
import dev.trestle.policy.BodyLimit;
import java.io.IOException;
import java.util.UUID;

/** {@code /profile} */
public final class Route {
  private Route() {}

  record Profile(String name, Upload photo) {}

  @BodyLimit(bytes = 5 << 20)
  public static Response POST(@Form Profile profile, Photos photos) throws IOException {
    Upload photo = profile.photo();
    photo.moveTo(photos.folder().resolve(UUID.randomUUID() + "-" + photo.fileName()));
    return Response.seeOther("/welcome");
  }
}
