package dev.carewire.transport.socketio;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Offer;

/** The way out of a session over its current transport. Owned by the session's loop. */
interface Outlet {

    /** As {@code Connection.offer}. */
    Offer offer(SocketIoFrame frame);

    /** Accepts a frame beyond the send window, up to twice of it. */
    Offer force(SocketIoFrame frame);

    /** As {@code Connection.flush}. */
    void flush();

    /** Tells the client, as far as the transport has words for it, and lets go of everything that waits. */
    void close(CloseReason reason);

    /** The client has taken its leave: ends what it left open and lets go of everything that waits. */
    void end();

    /** The session is over: lets go of everything that waits, without a word. */
    void discard();
}
