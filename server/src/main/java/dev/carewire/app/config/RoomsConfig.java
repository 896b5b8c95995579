package dev.carewire.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The rights to the rooms of records that another system keeps. Shows no secret.
 *
 * @param authority the address that decides; empty if the staff of a clinic may be in all its rooms
 * @param secret signs the questions to it; present if the address is
 * @param timeout for one question
 * @param lifetime how long an answer holds
 */
public record RoomsConfig(Optional<URI> authority, Optional<String> secret, Duration timeout, Duration lifetime) {

    @Override
    public String toString() {
        return "RoomsConfig[timeout=" + timeout + ", lifetime=" + lifetime + "]";
    }
}
