package dev.carewire.transport.session;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The steps of a {@link SessionLifecycle} that each protocol implements. Methods run on the session's loop and never block. */
public interface SessionTransport {

    /** The session is registered and in its initial rooms: sends the greeting, ahead of every event. */
    void onOpen(Session session, List<String> greeting);

    /** The dialect refuses the credentials: sends the refusal. */
    void onRefused(AdmissionResult.Refused refused);

    /**
     * The hub has no place for the session: sends the refusal.
     *
     * @param limit {@link RegistrationResult#NODE_FULL} or another limit, never {@link RegistrationResult#ADMITTED}
     */
    void onLimitReached(RegistrationResult limit);

    /** The credentials could not be checked because of a bug, which has been logged. */
    void onAdmissionFailed();

    /**
     * The client presented credentials. A protocol whose frames are processed strictly in order holds back the frames that follow.
     *
     * @param answered completes once the client has its answer, or the session has ended
     */
    default void onCredentialsPresented(CompletionStage<?> answered) {}
}
