package dev.trestle.bench.jooq;

import static dev.trestle.bench.Answers.json;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import dev.trestle.bench.Answers.Author;
import dev.trestle.bench.Answers.Post;
import org.jooq.DSLContext;

/** jOOQ with the posts nested by {@code multiset}: one statement, JSON between the two. */
public final class JooqMultisetQueries extends JooqQueries {
  /** Queries over an application's database. */
  public JooqMultisetQueries(DSLContext db) {
    super(db);
  }

  @Override
  public byte[] nested() {
    return json(
        db.select(
                USERS.ID,
                USERS.EMAIL,
                USERS.NAME,
                USERS.CREATED_AT,
                multiset(
                        select(
                                POSTS.ID,
                                POSTS.TITLE,
                                POSTS.CONTENT,
                                POSTS.PUBLISHED,
                                POSTS.AUTHOR_ID,
                                POSTS.CREATED_AT)
                            .from(POSTS)
                            .where(POSTS.AUTHOR_ID.eq(USERS.ID))
                            .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()))
                    .convertFrom(posts -> posts.map(mapping(Post::new))))
            .from(USERS)
            .orderBy(USERS.CREATED_AT.desc(), USERS.ID.desc())
            .limit(100)
            .fetch(mapping(Author::new)));
  }
}
