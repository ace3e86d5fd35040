package io.jtp.classfile;

import java.util.List;

/**
 * What the verifier knows before an instruction.
 *
 * @param locals one type for each local variable slot of the method; the second slot of a long or double is TOP
 * @param stack the operand stack, bottom first, one type for each entry however many slots it takes
 */
public record TypeState(List<VerifierType> locals, List<VerifierType> stack) {

    /** {@return whether the result of a NEW whose constructor has not been called is in a local variable or on the operand stack} */
    public boolean hasNew() {
        return locals.stream().anyMatch(VerifierType.UninitializedType.class::isInstance)
                || stack.stream().anyMatch(VerifierType.UninitializedType.class::isInstance);
    }
}
