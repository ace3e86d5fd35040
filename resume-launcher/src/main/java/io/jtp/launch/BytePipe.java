package io.jtp.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded pipe between two threads whose reads can have a deadline. Unlike {@link java.io.PipedInputStream} it does not care
 * which threads read and write, nor whether those are alive.
 */
final class BytePipe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring;
    private int start;
    private int length;
    private boolean ended;
    private boolean abandoned;
    private long deadline;
    private boolean hasDeadline;

    BytePipe(int capacity) {
        ring = new byte[capacity];
    }

    /** {@return the writing end; a write blocks while the pipe is full, and is dropped once the reading end is closed} */
    OutputStream sink() {
        return new Sink();
    }

    /** {@return the reading end} */
    InputStream source() {
        return new Source();
    }

    /** Nobody will read any more: what is written from now on is dropped, and nobody waits. */
    void abandon() {
        end(true);
    }

    /** Reads from now on fail with {@link InterruptedIOException} when they would have to wait past this instant. */
    void setDeadline(long nanoTime) {
        lock.lock();
        try {
            deadline = nanoTime;
            hasDeadline = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void clearDeadline() {
        lock.lock();
        try {
            hasDeadline = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void put(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        lock.lock();
        try {
            while (done < count && !abandoned) {
                if (ended) {
                    throw new IOException("the pipe was closed");
                }
                if (length == ring.length) {
                    await(false);
                    continue;
                }
                int end = (start + length) % ring.length;
                int room = Math.min(ring.length - length, ring.length - end);
                int part = Math.min(room, count - done);
                System.arraycopy(bytes, offset + done, ring, end, part);
                length += part;
                done += part;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] bytes, int offset, int count) throws IOException {
        lock.lock();
        try {
            while (length == 0) {
                if (ended || abandoned) {
                    return -1;
                }
                await(hasDeadline);
            }
            int part = Math.min(count, Math.min(length, ring.length - start));
            System.arraycopy(ring, start, bytes, offset, part);
            start = (start + part) % ring.length;
            length -= part;
            changed.signalAll();
            return part;
        } finally {
            lock.unlock();
        }
    }

    private void await(boolean bounded) throws InterruptedIOException {
        try {
            if (!bounded) {
                changed.await();
            } else if (deadline - System.nanoTime() <= 0) {
                throw new InterruptedIOException("nothing came in time");
            } else {
                changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void end(boolean byReader) {
        lock.lock();
        try {
            ended = true;
            abandoned |= byReader;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            put(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            put(bytes, offset, count);
        }

        @Override
        public void close() {
            end(false);
        }
    }

    private final class Source extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            return count == 0 ? 0 : take(bytes, offset, count);
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return length;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            end(true);
        }
    }
}
