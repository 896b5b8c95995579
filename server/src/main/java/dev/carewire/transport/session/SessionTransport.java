package dev.carewire.transport.session;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.hub.Session;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The steps of a {@link SessionLifecycle} that each protocol implements. Methods run on the session's loop and never
 * block.
 */
public interface SessionTransport {

    /** The address of the client, for log and metrics. */
    SocketAddress address();

    /** The session is registered and in its initial rooms. Sends the greeting, before any event. */
    void onOpen(Session session, List<String> greeting);

    /** The dialect rejects the credentials. Sends the rejection. */
    void onRefused(AdmissionResult.Refused refused);

    /**
     * The hub has no capacity for the session. Sends the rejection.
     *
     * @param limit {@link RegistrationResult#NODE_FULL} or another limit, never {@link RegistrationResult#ADMITTED}
     */
    void onLimitReached(RegistrationResult limit);

    /** The server could not verify the credentials. The client should try again. */
    void onUnavailable();

    /**
     * The client has presented credentials. A protocol that processes its frames strictly in order defers the following
     * frames.
     *
     * @param answered completes when the client has its response or the session has ended
     */
    default void onCredentialsPresented(CompletionStage<?> answered) {}
}
