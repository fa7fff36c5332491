package dev.trestle.e2e.client;

import dev.trestle.client.Client;
import dev.trestle.client.ClientException;
import dev.trestle.service.client.ApiExportPostsClient;
import dev.trestle.service.client.ApiTransferClient;
import dev.trestle.service.client.ApiTransferClient.Order;
import dev.trestle.service.client.ApiUsersClient;
import dev.trestle.service.client.ApiUsersClient.Author;
import dev.trestle.service.client.ApiUsersClient.Newest;
import dev.trestle.service.client.NewUser;
import dev.trestle.service.client.Post;
import dev.trestle.service.client.User;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An application that calls the service, and has nothing of it; {@code Tour <address>}. */
public final class Tour {
  private Tour() {}

  /**
   * Calls, and prints what came.
   *
   * @param arguments the address of the service
   */
  public static void main(String[] arguments) {
    for (String type :
        List.of("org.jooq.DSLContext", "io.javalin.Javalin", "dev.trestle.Trestle")) {
      System.out.println(type + (isThere(type) ? " is there" : " is not there"));
    }
    call(arguments[0]);
  }

  private static boolean isThere(String type) {
    return Tour.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
  }

  private static void call(String address) {
    Client client = Client.to(address).withTimeout(Duration.ofSeconds(60));
    ApiUsersClient users = ApiUsersClient.over(client);
    User ada = users.post(new NewUser("ada@example.org", "Ada"));
    List<Author> newest = users.get(Newest.of().limit(2));
    System.out.println(newest.getFirst().name() + ", " + newest.size());

    try {
      ApiTransferClient.over(client).post(new Order(ada.id(), newest.get(1).id(), 100));
    } catch (ClientException e) {
      System.out.println(e.status() + " " + e.error());
    }

    try (Stream<Post> all = ApiExportPostsClient.over(client).get()) {
      System.out.println(all.filter(Post::published).limit(3).count());
    }
  }
}
