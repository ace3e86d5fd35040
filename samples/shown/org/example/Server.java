package org.example;

import java.net.InetAddress;
import java.net.ServerSocket;

/** One of the programs in the documentation: what it refers to cannot be moved. */
public class Server {
    static ServerSocket s;

    public static void main(String[] args) throws Exception {
        s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        System.out.println("serves");
        System.in.read();
    }
}
