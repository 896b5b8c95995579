package dev.carewire.app.config;

import dev.carewire.user.UserDirectory;
import java.time.Duration;

/**
 * The staff directory.
 *
 * @param directory the users that count as staff
 * @param learnedRetention how long a learned user is kept after the last token
 */
public record UsersConfig(UserDirectory directory, Duration learnedRetention) {}
