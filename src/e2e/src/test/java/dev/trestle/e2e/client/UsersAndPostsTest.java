package dev.trestle.e2e.client;

import static dev.trestle.e2e.client.RunningService.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.client.Answered;
import dev.trestle.client.Change;
import dev.trestle.client.ClientException;
import dev.trestle.service.client.ApiPostsClient;
import dev.trestle.service.client.ApiPostsClient.Part;
import dev.trestle.service.client.ApiPostsIdClient;
import dev.trestle.service.client.ApiPostsPaginatedClient;
import dev.trestle.service.client.ApiPostsPaginatedClient.Paging;
import dev.trestle.service.client.ApiPostsSearchClient;
import dev.trestle.service.client.ApiPostsSearchClient.Search;
import dev.trestle.service.client.ApiStatsTopAuthorsClient;
import dev.trestle.service.client.ApiUsersClient;
import dev.trestle.service.client.ApiUsersClient.Author;
import dev.trestle.service.client.ApiUsersClient.Newest;
import dev.trestle.service.client.ApiUsersIdClient;
import dev.trestle.service.client.ApiUsersIdClient.Selected;
import dev.trestle.service.client.ApiUsersIdPostsClient;
import dev.trestle.service.client.NewPost;
import dev.trestle.service.client.NewUser;
import dev.trestle.service.client.Post;
import dev.trestle.service.client.User;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The routes of users and posts, by their generated clients. */
class UsersAndPostsTest {
  @RegisterExtension static final RunningService service = new RunningService();

  private final ApiUsersClient users = ApiUsersClient.over(service.client());
  private final ApiUsersIdClient user = ApiUsersIdClient.over(service.client());
  private final ApiPostsClient posts = ApiPostsClient.over(service.client());
  private final ApiPostsIdClient post = ApiPostsIdClient.over(service.client());

  @Test
  void usersComeWithTheirPostsWholeOrOneByOne() {
    assertThat(users.get()).hasSize(100);
    assertThat(users.get(Newest.of().limit(2)))
        .hasSize(2)
        .allSatisfy(author -> assertThat(author.id()).isNotNull());
    try (Stream<Author> some = users.getAsStream(Newest.of().limit(3))) {
      assertThat(some.map(Author::createdAt)).hasSize(3).doesNotContainNull();
    }
  }

  @Test
  void aUserIsMadeChangedReplacedAndDeleted() {
    User ada = users.post(new NewUser("grace@example.org", "Grace"));
    assertThat(user.get(ada.id())).isEqualTo(ada);

    assertThat(user.patch(ada.id(), NewUser.Changes.of().name(null)).name()).isNull();
    assertThat(user.patch(ada.id(), NewUser.Changes.of()).email()).isEqualTo("grace@example.org");
    assertThat(user.put(ada.id(), new NewUser("hopper@example.org", "Hopper")).name())
        .isEqualTo("Hopper");

    user.delete(ada.id());
    assertThat(catchThrowableOfType(ClientException.class, () -> user.get(ada.id())))
        .hasMessage("GET /api/users/{id} answered 404: User not found");
  }

  @Test
  void whatIsWrongIsToldByComponent() {
    ClientException e =
        catchThrowableOfType(ClientException.class, () -> users.post(new NewUser("nobody", " ")));

    assertThat(e.status()).isEqualTo(400);
    assertThat(e.fields())
        .isEqualTo(Map.of("email", "must be an e-mail address", "name", "must not be blank"));
  }

  @Test
  void someOfAUserIsAnotherType() {
    User.Fields some = user.getAsUserFields(user(7), Selected.of().fields("email,postCount"));

    assertThat(some.email()).isEqualTo(Change.to("user7@example.com"));
    assertThat(some.postCount()).isEqualTo(Change.to(10L));
    assertThat(some.id().isGiven()).isFalse();
  }

  @Test
  void aUserIsChangedOnlyAsItWasSeen() {
    Answered<User> seen =
        service.client().answered(client -> ApiUsersIdClient.over(client).get(user(8)));
    NewUser.Changes changes = NewUser.Changes.of().name("Eight");
    ApiUsersIdClient asSeen =
        user.with(client -> client.withHeader("If-Match", seen.etag().orElseThrow()));

    assertThat(asSeen.patch(user(8), changes).name()).isEqualTo("Eight");
    assertThat(
            catchThrowableOfType(ClientException.class, () -> asSeen.patch(user(8), changes))
                .status())
        .isEqualTo(412);
  }

  @Test
  void postsOfAUserAreAList() {
    ApiUsersIdPostsClient ofUser = ApiUsersIdPostsClient.over(service.client());

    assertThat(ofUser.get(user(9))).hasSize(10);
    try (Stream<Post> some = ofUser.getAsStream(user(9))) {
      assertThat(some.map(Post::authorId)).containsOnly(user(9));
    }
  }

  @Test
  void postsComeInParts() {
    assertThat(posts.get()).hasSize(10);
    Answered<List<Post>> part =
        service
            .client()
            .answered(client -> ApiPostsClient.over(client).get(Part.of().page(2).limit(3)));

    assertThat(part.value()).hasSize(3);
    assertThat(part.header("Link").orElseThrow()).contains("page=3");
  }

  @Test
  void aPostIsMadeChangedReplacedAndDeleted() {
    Post made = posts.post(new NewPost("Title", null, true, user(10)));
    assertThat(post.get(made.id())).isEqualTo(made);

    assertThat(post.patch(made.id(), NewPost.Changes.of().content("Text")).content())
        .isEqualTo("Text");
    assertThat(post.put(made.id(), new NewPost("New", "Text", false, user(10))).title())
        .isEqualTo("New");
    assertThat(
            post.getAsPostFields(made.id(), ApiPostsIdClient.Selected.of().fields("title")).title())
        .isEqualTo(Change.to("New"));
    post.delete(made.id());
    assertThat(catchThrowableOfType(ClientException.class, () -> post.delete(made.id())))
        .hasMessage("DELETE /api/posts/{id} answered 404: Post not found");
  }

  @Test
  void postsArePagedSearchedAndCounted() {
    ApiPostsPaginatedClient.Posts page =
        ApiPostsPaginatedClient.over(service.client()).get(Paging.of().page(2).limit(5));
    assertThat(page.posts()).hasSize(5);
    assertThat(page.pagination().page()).isEqualTo(2);
    assertThat(page.pagination().total()).isGreaterThan(99_000);

    assertThat(
            ApiPostsSearchClient.over(service.client())
                .get(Search.of().query("ROUTING").published(true)))
        .hasSize(20)
        .allSatisfy(found -> assertThat(found.published()).isTrue())
        .allSatisfy(found -> assertThat(found.author().email()).isNotEmpty());

    assertThat(ApiStatsTopAuthorsClient.over(service.client()).get())
        .hasSize(10)
        .allSatisfy(author -> assertThat(author.postCount()).isGreaterThan(9));
  }
}
