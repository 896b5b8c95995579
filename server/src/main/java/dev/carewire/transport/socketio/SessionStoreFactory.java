package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.handler.AuthorizeHandler;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.protocol.JsonSupport;
import com.corundumstudio.socketio.store.MemoryStoreFactory;
import com.corundumstudio.socketio.store.Store;
import java.util.UUID;

/** Gives the library's clients a store of one field instead of a map each, and none of its publish/subscribe. */
final class SessionStoreFactory extends MemoryStoreFactory {

    @Override
    public Store createStore(UUID sessionId) {
        return new SessionStore();
    }

    @Override
    public void init(NamespacesHub namespaces, AuthorizeHandler authorizeHandler, JsonSupport json) {
        // Rooms and events of other nodes are not the library's business here.
    }

    @Override
    public void onDisconnect(ClientHead head) {
        // The store goes with the client.
    }
}
