package org.example.attacks;

/**
 * What is there to be attacked.
 *
 * @param folder holds a file that no extension may read, and in which none may write
 * @param port on the loopback address, where a server waits that no extension may reach
 */
public record Stage(String folder, int port) {
    /** A file that is there. */
    public String secret() {
        return folder + "/secret.txt";
    }

    /** A file that is not there. */
    public String fresh() {
        return folder + "/written.txt";
    }

    /** The address of the server. */
    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }
}
