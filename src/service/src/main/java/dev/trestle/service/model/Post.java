package dev.trestle.service.model;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A post.
 *
 * @param id given by the database
 * @param title never null
 * @param content may be null
 * @param published whether everybody may read it
 * @param authorId the user who wrote it
 * @param createdAt in UTC
 */
public record Post(
    UUID id,
    String title,
    String content,
    boolean published,
    UUID authorId,
    OffsetDateTime createdAt) {}
