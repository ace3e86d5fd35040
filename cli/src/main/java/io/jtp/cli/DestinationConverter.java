package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What is written after {@code --to}. */
final class DestinationConverter implements ITypeConverter<DestinationAddress> {
    @Override
    public DestinationAddress convert(String text) {
        try {
            return DestinationAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
