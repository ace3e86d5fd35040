package io.jtp.launch;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection to a port at a destination. */
interface Link extends Closeable {

    InputStream in();

    OutputStream out();

    @Override
    void close();
}
