package io.jtp.samples.contents;

import io.jtp.samples.Here;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/** What a program has registered with the JDK: a provider of algorithms, a driver for databases, properties about security. */
public final class Registered {

    private Registered() {}

    /** Its only algorithm adds up bytes. */
    public static final class Sums extends Provider {
        private static final long serialVersionUID = 1L;

        public Sums() {
            super("Sums", "1.0", "adds up");
            put("MessageDigest.SUM", Sum.class.getName());
        }
    }

    /** The algorithm. */
    public static final class Sum extends MessageDigestSpi {
        private int sum;

        @Override
        protected void engineUpdate(byte input) {
            sum += input;
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                sum += input[i];
            }
        }

        @Override
        protected byte[] engineDigest() {
            return new byte[] {(byte) sum};
        }

        @Override
        protected void engineReset() {
            sum = 0;
        }
    }

    /** Registers itself, as drivers do. */
    public static final class NoDatabase implements Driver {
        static {
            try {
                DriverManager.registerDriver(new NoDatabase());
            } catch (SQLException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            throw new SQLException("there is none at " + url);
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:none:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("no loggers");
        }
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        Security.insertProviderAt(new Sums(), 2);
        Security.setProperty("networkaddress.cache.ttl", "17");
        Class.forName(NoDatabase.class.getName());
        DriverManager.setLoginTimeout(5);
        MessageDigest begun = MessageDigest.getInstance("SUM");
        begun.update(new byte[] {1, 2, 3});
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        hash.update(new byte[] {1, 2, 3});
        show();
        Here.now();
        show();
        System.out.println(
                begun.digest(new byte[] {4})[0] + " " + hash.digest(new byte[] {4})[0] + " of " + begun.getProvider()
                        + ", the one that is registered: " + (begun.getProvider() == Security.getProvider("Sums")));
        Security.removeProvider("Sums");
        Here.now();
        show();
    }

    private static void show() {
        for (int i = 0; i < 3; i++) {
            System.out.println("provider " + i + ": " + Security.getProviders()[i].getName());
        }
        try {
            System.out.println("sum " + MessageDigest.getInstance("SUM").digest(new byte[] {5, 6})[0]);
        } catch (GeneralSecurityException e) {
            System.out.println(e.getMessage());
        }
        try {
            DriverManager.getConnection("jdbc:none:here");
        } catch (SQLException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(DriverManager.getLoginTimeout() + " " + Security.getProperty("networkaddress.cache.ttl"));
    }
}
