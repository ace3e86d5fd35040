package io.jtp.cli;

/** Lends {@link Json} to tests in other packages. */
public final class JsonForTests {

    private JsonForTests() {}

    public static String write(Object value) {
        return Json.write(value);
    }
}
