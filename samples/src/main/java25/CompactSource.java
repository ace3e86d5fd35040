import io.jtp.samples.Here;

/** A source file without a class, and a main that is an instance's and has no parameters. */
void main() {
    Here.begin();
    IO.println(doubled(List.of(1, 2, 3)));
}

private int sum;

int doubled(List<Integer> numbers) {
    for (int number : numbers) {
        sum += 2 * Here.now(number);
    }
    return sum;
}
