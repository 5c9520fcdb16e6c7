package dev.kugetsu.supervisor.agent;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Makes names up that people can remember.
final class AgentNames {

    private static final List<String> MANNERS = List.of(
            "able", "amber", "apt", "bold", "brave", "brisk", "calm", "clear", "crisp", "eager", "early", "fair",
            "fleet", "frank", "fresh", "gentle", "glad", "grand", "keen", "kind", "light", "lucid", "mellow", "merry",
            "mild", "neat", "nimble", "noble", "patient", "plain", "plucky", "polite", "prompt", "proud", "quick",
            "quiet", "ready", "sage", "sharp", "silent", "sober", "solid", "spry", "steady", "sunny", "swift", "tidy",
            "warm");
    private static final List<String> ANIMALS = List.of(
            "badger",
            "beaver",
            "bison",
            "bittern",
            "buzzard",
            "crane",
            "curlew",
            "deer",
            "dolphin",
            "dove",
            "eagle",
            "egret",
            "falcon",
            "ferret",
            "finch",
            "fox",
            "gannet",
            "gecko",
            "goose",
            "hare",
            "hawk",
            "hedgehog",
            "heron",
            "ibex",
            "ibis",
            "jackdaw",
            "kestrel",
            "kite",
            "lark",
            "lynx",
            "magpie",
            "marten",
            "mole",
            "moose",
            "newt",
            "osprey",
            "otter",
            "owl",
            "plover",
            "puffin",
            "raven",
            "robin",
            "seal",
            "shrew",
            "stoat",
            "stork",
            "swan",
            "tern",
            "vole",
            "weasel",
            "wren");

    private AgentNames() {}

    /// A name that is free.
    static String next(RandomGenerator random, Predicate<String> isTaken) {
        for (int tries = 0; ; tries++) {
            String name = pick(MANNERS, random) + "-" + pick(ANIMALS, random);
            String candidate = tries < 20 ? name : name + "-" + random.nextInt(2, 1_000_000);
            if (!isTaken.test(candidate)) {
                return candidate;
            }
        }
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}
