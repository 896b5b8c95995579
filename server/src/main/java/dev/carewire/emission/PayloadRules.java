package dev.carewire.emission;

import dev.carewire.command.RejectedException;

/** The rules of features for the payloads of declared events that back ends emit. Any thread; does not block. */
@FunctionalInterface
public interface PayloadRules {

    /**
     * Checks a payload of the right shape.
     *
     * @throws RejectedException INVALID, naming the field
     */
    void check(Record payload);
}
