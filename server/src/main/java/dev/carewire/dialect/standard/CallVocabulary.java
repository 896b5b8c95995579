package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.event.CallEvents.CALL_ANSWERED;
import static dev.carewire.event.CallEvents.CALL_ENDED;
import static dev.carewire.event.CallEvents.CALL_OFFERED;
import static dev.carewire.event.CallEvents.CALL_TAKEN;
import static dev.carewire.event.CallEvents.CANDIDATE_FOUND;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.CallEvents.CallEnded.Reason;
import dev.carewire.event.CallEvents.CandidateFound;
import dev.carewire.json.JsonObject;

/** Calls: what a client is told has the name of what it says itself. */
final class CallVocabulary {

    private CallVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        CALL_OFFERED,
                        "call:offer",
                        (offered, at) -> timestamped(
                                new JsonObject()
                                        .put("callId", offered.callId())
                                        .put("threadId", offered.threadId())
                                        .put("from", offered.from())
                                        .put("fromName", offered.fromName())
                                        .put("sdp", offered.sdp()),
                                at))
                .render(
                        CALL_ANSWERED,
                        "call:answer",
                        (answered, at) -> timestamped(
                                new JsonObject()
                                        .put("callId", answered.callId())
                                        .put("from", answered.from())
                                        .put("sdp", answered.sdp()),
                                at))
                .render(
                        CALL_TAKEN,
                        "call:answered-elsewhere",
                        (taken, at) -> timestamped(new JsonObject().put("callId", taken.callId()), at))
                .render(CANDIDATE_FOUND, "call:candidate", (found, at) -> timestamped(candidate(found), at))
                .render(
                        CALL_ENDED,
                        "call:hangup",
                        (ended, at) -> timestamped(
                                new JsonObject()
                                        .put("callId", ended.callId())
                                        .put("endedBy", ended.endedBy())
                                        .put("reason", reason(ended.reason())),
                                at));
    }

    private static JsonObject candidate(CandidateFound found) {
        return new JsonObject()
                .put("callId", found.callId())
                .put("from", found.from())
                .put(
                        "candidate",
                        new JsonObject()
                                .put("candidate", found.candidate())
                                .put("sdpMid", found.sdpMid())
                                .put("sdpMLineIndex", found.sdpMLineIndex())
                                .put("usernameFragment", found.usernameFragment()));
    }

    private static String reason(Reason reason) {
        return switch (reason) {
            case HUNG_UP -> "hung-up";
            case UNANSWERED -> "unanswered";
            case CONNECTION_LOST -> "connection-lost";
        };
    }
}
