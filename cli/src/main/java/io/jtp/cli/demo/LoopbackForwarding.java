package io.jtp.cli.demo;

import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.StaticDecisionForwardingFilter;

/** Connections of the user's to this machine itself, which the user can have without the server too; nothing else is forwarded. */
final class LoopbackForwarding extends StaticDecisionForwardingFilter {
    LoopbackForwarding() {
        super(false);
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
        return type == Type.Direct && SshdSocketAddress.isIPv4LoopbackAddress(address.getHostName());
    }
}
