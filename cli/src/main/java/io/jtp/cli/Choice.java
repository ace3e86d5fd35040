package io.jtp.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option with one of two words. */
abstract class Choice<T> implements ITypeConverter<T> {
    private final String first;
    private final T one;
    private final String second;
    private final T other;

    Choice(String first, T one, String second, T other) {
        this.first = first;
        this.one = one;
        this.second = second;
        this.other = other;
    }

    @Override
    public final T convert(String text) {
        if (text.equals(first)) {
            return one;
        } else if (text.equals(second)) {
            return other;
        }
        throw new TypeConversionException("'" + text + "' is neither " + first + " nor " + second);
    }
}
