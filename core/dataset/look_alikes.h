#pragma once

#include <array>
#include <string_view>

// Letters that readers take for Latin ones. Internal to matching_text.cpp.
namespace datanet::dataset {

struct LookAlikes
{
    char32_t latin;
    std::u32string_view letters;
};

// From Unicode's confusables 15.0 (UTS #39; ICU 72), the letters of the Latin, Greek, Cyrillic, Armenian, Coptic,
// Cherokee and Lisu scripts whose skeleton is that of a Latin letter, or, where only their capital's is, that one;
// beside them Latin small capitals and letters with strokes and hooks, which have no decomposition. As NFKC_Casefold
// leaves them. Fixed: another table finds other duplicates, so kChecksEdition and kComparisonEdition of curation go up
// with it.
inline constexpr std::array kLookAlikes = std::to_array<LookAlikes>({
    {U'a', U"\u0251\u03b1\u0430\u13aa\u1d00\ua4ee"},
    {U'b', U"\u0180\u0185\u0299\u03b2\u0432\u044c\u13cf\u13f4\ua4d0\ua7b5"},
    {U'c', U"\u0188\u023c\u0441\u13df\u1d04\u2ca5\ua4da"},
    {U'd', U"\u0111\u0256\u0257\u0501\u13a0\u13e7\u1d05\ua4d2\ua4d3"},
    {U'e', U"\u03b5\u0435\u04bd\u13ac\u1d07\ua4f0\uab32"},
    {U'f', U"\u0192\u03dd\u0584\u1e9d\ua4dd\ua730\ua799\uab35"},
    {U'g', U"\u018d\u0260\u0261\u0262\u050d\u0581\u13c0\u13f3\u1d83\ua4d6"},
    {U'h', U"\u0127\u029c\u03b7\u043d\u04bb\u0570\u13bb\u13c2\u2c8f\ua4e7"},
    {U'i', U"\u0131\u0268\u0269\u026a\u03b9\u0456\u04cf\u13a5\ua647"},
    {U'j', U"\u029d\u03f3\u0458\u13ab\u1d0a\ua4d9"},
    {U'k', U"\u0199\u03ba\u043a\u13e6\u1d0b\u2c95\ua4d7"},
    {U'l', U"\u0142\u019a\u01c0\u029f\u13de\u2c93\u2cd1\ua4e1\ua4f2"},
    {U'm', U"\u03bc\u03fb\u043c\u13b7\u1d0d\u2c99\ua4df"},
    {U'n', U"\u0272\u0274\u0578\u057c\u2c9b\ua4e0"},
    {U'o', U"\u00f8\u0275\u03bf\u03c3\u043e\u0585\u1d0f\u1d11\u2c9f\ua4f3\uab3d"},
    {U'p', U"\u01a5\u03c1\u0440\u13e2\u1d18\u2ca3\ua4d1"},
    {U'q', U"\u051b\u0563\u0566\ua7af"},
    {U'r', U"\u0280\u0433\u13a1\u13d2\u1d26\u2c85\ua4e3\uab47\uab48"},
    {U's', U"\u01bd\u0282\u0455\u057f\u13d5\u13da\ua4e2\ua731"},
    {U't', U"\u0167\u03c4\u0442\u13a2\u1d1b\u2ca7\ua4d4"},
    {U'u', U"\u028b\u03c5\u057d\u1d1c\ua4f4\ua79f\uab4e\uab52"},
    {U'v', U"\u03bd\u0475\u13d9\u1d20\ua4e6"},
    {U'w', U"\u026f\u0461\u051d\u0561\u13b3\u13d4\u1d21\ua4ea"},
    {U'x', U"\u03c7\u0445\u2cad\ua4eb\uab53"},
    {U'y', U"\u0263\u028f\u03b3\u0443\u04af\u13a9\u13bd\u1d8c\u1eff\u2ca9\ua4ec\uab5a"},
    {U'z', U"\u01b6\u0290\u03b6\u13c3\u1d22\ua4dc"},
});

} // namespace datanet::dataset
