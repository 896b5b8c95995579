package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.Disconnectable;
import com.corundumstudio.socketio.DisconnectableHub;
import com.corundumstudio.socketio.ack.AckManager;
import com.corundumstudio.socketio.handler.AuthorizeHandler;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import io.netty.channel.ChannelHandler.Sharable;

/** The library's handshake, except that opening a transport does not join the main namespace. */
@Sharable
final class NonJoiningAuthorizeHandler extends AuthorizeHandler implements Disconnectable {

    NonJoiningAuthorizeHandler(
            CancelableScheduler scheduler,
            Configuration configuration,
            NamespacesHub namespaces,
            DisconnectableHub ends,
            ClientsBox clients) {
        super(
                SocketIoEdge.LIBRARY_PATH,
                scheduler,
                configuration,
                namespaces,
                configuration.getStoreFactory(),
                ends,
                new AckManager(scheduler),
                clients);
    }

    /** Does nothing: a client is in no namespace until its CONNECT is granted. */
    @Override
    public void connect(ClientHead head) {
        // As above.
    }
}
