package org.archipel.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where requests are taken. The HTTP service only logs that its address is taken, and the platform would wait for it for ever; so
 * the address is tried before the start.
 *
 * @param host name or address of a network interface of this machine
 * @param port 0 to let the system choose
 */
record HttpAddress(String host, int port) {
    private static final String HOST_KEY = "archipel.http.host";
    private static final String PORT_KEY = "archipel.http.port";
    private static final int HIGHEST_PORT = 65_535;

    /** @throws LaunchException if the port is no port number */
    static HttpAddress of(Configuration configuration) {
        String port = configuration.get(PORT_KEY).orElse("8080");
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= HIGHEST_PORT) {
                return new HttpAddress(configuration.get(HOST_KEY).orElse("127.0.0.1"), number);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new LaunchException(PORT_KEY + " must be a number from 0 to " + HIGHEST_PORT + ", not \"" + port + "\"");
    }

    /** @throws LaunchException if another process has the address, or this machine does not have it */
    void ensureFree() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot take requests at " + host + ":" + port + " (" + e.getMessage() + "); set " + PORT_KEY
                            + " or " + HOST_KEY,
                    e);
        }
    }
}
