package dev.trestle.service.model;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A user as everybody may see one.
 *
 * @param id given by the database
 * @param email unique
 * @param name may be null
 * @param createdAt in UTC
 */
public record User(UUID id, String email, String name, OffsetDateTime createdAt) {}
