package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.hub.TrafficCounters.RejectedCommand;
import dev.carewire.json.JsonObject;
import java.util.Optional;

/**
 * Counts the rejections that another reply sends, since some clients receive none.
 *
 * @param command its declared name; empty if the message is no command of the family
 */
record CountedReply(Reply reply, Optional<String> command, TrafficCounters traffic) implements Reply {

    @Override
    public void succeed(JsonObject result) {
        reply.succeed(result);
    }

    @Override
    public void reject(RejectedException refusal) {
        traffic.countRejected(new RejectedCommand(command, refusal.rejection().name()));
        reply.reject(refusal);
    }

    @Override
    public void fail() {
        traffic.countRejected(new RejectedCommand(command, INTERNAL));
        reply.fail();
    }
}
