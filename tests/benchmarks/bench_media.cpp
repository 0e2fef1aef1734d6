// Checks of pictures and sounds, as JSON lines:
//   bench_media labelled [COUNT]   precision and recall on made pictures and sounds, COUNT of each kind
//   bench_media numbers [COUNT]    what the limits lie between
//   bench_media speed [COUNT]      pictures and seconds of sound looked at in a second; 100,000 pictures compared
//   bench_media write FOLDER COUNT pictures of `speed`, for peers (imagehash_pictures.py FOLDER)

#include "benchmarks/bench.h"
#include "core/curation/media_corpus.h"
#include "crypto/digest.h"
#include "curation/checks.h"
#include "curation/media/media_facts.h"
#include "curation/media/picture_index.h"

#include <QDir>
#include <QFile>
#include <QtConcurrent>

#include <cmath>
#include <map>
#include <random>
#include <string>

using namespace datanet;
using namespace datanet::test;
using curation::MediaFacts;

namespace {

MediaFacts factsOf(const QByteArray &file)
{
    return *curation::mediaFactsOf(file, [] { return false; });
}

struct Score
{
    int found = 0;
    int right = 0; // of those found
    int there = 0;
};

void tell(const std::string &name, const Score &score)
{
    std::printf("{\"name\":\"%s\",\"there\":%d,\"found\":%d,\"precision\":%.4f,\"recall\":%.4f}\n", name.c_str(),
                score.there, score.found, score.found ? double(score.right) / score.found : 1.0,
                score.there ? double(score.right) / score.there : 1.0);
    std::fflush(stdout);
}

double tone(int frame, double hertz)
{
    return std::sin(frame * 2 * 3.14159265358979 * hertz / 16000);
}

// Each file with what is to be found in it; "" for nothing.
struct Labelled
{
    QByteArray file;
    std::string rule;
    std::string kind;
};

std::vector<Labelled> labelledFiles(std::uint32_t count)
{
    std::vector<Labelled> files;
    const auto add = [&](const QByteArray &file, const char *rule, const char *kind) {
        files.push_back({file, rule, kind});
    };
    for (std::uint32_t seed = 1; seed <= count; ++seed) {
        const QImage photo = madePhoto(seed);
        const int quality = 40 + int(seed % 55);
        add(encoded(photo, "jpeg", quality), "", "photo");
        add(encoded(madeDarkPhoto(seed + 10'000), "jpeg", quality), "", "dark photo");
        add(encoded(madePortrait(seed), "jpeg", quality), "", "portrait");
        add(encoded(madePage(seed), "png"), "", "page of text");
        add(encoded(madeDiagram(seed), "png"), "", "diagram");
        add(encoded(madeBlank(seed), "jpeg", quality), "blank-picture", "blank sheet");
        add(encoded(blurred(madePhoto(seed + 20'000), 3), "jpeg", quality), "blurred-picture", "blurred, radius 3");
        add(encoded(blurred(madePhoto(seed + 20'000), 5), "jpeg", quality), "blurred-picture", "blurred, radius 5");
        add(encoded(blurred(madePhoto(seed + 20'000), 9), "jpeg", quality), "blurred-picture", "blurred, radius 9");
        add(encoded(blurred(madePage(seed + 20'000), 7), "jpeg", quality), "blurred-picture", "blurred page");
        std::mt19937 random(seed);
        const double hertz = 80 + random() % 400;
        const auto noise = [&random] { return double(random() % 2001) / 1000 - 1; };
        const auto sound = [](const std::function<double(int)> &sample) {
            return madeSound(32'000, 16'000, 1, [&](int frame, int) { return sample(frame); });
        };
        add(sound([&](int frame) { return 0.4 * tone(frame, hertz) + 0.01 * noise(); }), "", "tone");
        add(sound([&](int frame) { return tone(frame, hertz); }), "", "tone at full scale");
        add(sound([&](int frame) { return frame < 4000 ? 0.1 * tone(frame, hertz) : 0.0003 * noise(); }), "",
            "an eighth is heard");
        add(sound([&](int) { return 0.0007 * noise(); }), "silence", "hiss below -60 dB");
        add(sound([&](int frame) { return 1.2 * tone(frame, hertz); }), "clipping", "a fifth too loud");
        add(sound([&](int frame) { return 3 * tone(frame, hertz); }), "clipping", "three times too loud");
    }
    return files;
}

void scoreRules(std::uint32_t count)
{
    const auto files = labelledFiles(count);
    curation::MediaLibrary library;
    curation::DatanetRules rules;
    const auto check = bench::need(curation::makeMediaCheck(rules, &library), "check");
    std::map<std::string, Score> byRule;
    std::map<std::string, Score> byKind;
    for (const Labelled &each : files) {
        const auto digest = crypto::sha256(each.file);
        library.files.clear();
        library.files.emplace(digest, factsOf(each.file));
        const std::string body = R"({"media":")" + base::toPlainHex(digest.view()).toStdString() + R"("})";
        dataset::FieldScanner fields;
        if (!fields.load(body))
            std::exit(3);
        std::vector<curation::Finding> findings;
        (void)check->examine({0, 0, body, digest, fields}, findings);
        bool found = each.rule.empty() && findings.empty();
        for (const auto &finding : findings) {
            const std::string rule = finding.rule.toStdString();
            ++byRule[rule].found;
            byRule[rule].right += rule == each.rule;
            found = found || rule == each.rule;
        }
        if (!each.rule.empty())
            ++byRule[each.rule].there;
        Score &kind = byKind[(each.rule.empty() ? "none: " : each.rule + ": ") + each.kind];
        ++kind.there;
        kind.right += found;
    }
    for (const auto &[rule, score] : byRule)
        tell(rule, score);
    for (const auto &[kind, score] : byKind)
        std::printf("{\"name\":\"%s\",\"files\":%d,\"right\":%d}\n", kind.c_str(), score.there, score.right);
}

// The numbers that limits are set between: of each kind the least, the median and the most.
void tellNumbers(std::uint32_t count)
{
    std::map<std::string, std::vector<int>> sharpness;
    std::map<std::string, std::vector<int>> variance;
    for (const Labelled &each : labelledFiles(count)) {
        const MediaFacts facts = factsOf(each.file);
        if (facts.kind != MediaFacts::Kind::Picture)
            continue;
        sharpness[each.kind].push_back(facts.look.sharpness);
        variance[each.kind].push_back(int(facts.look.variance));
    }
    for (const auto &[name, kinds] : {std::pair("sharpness", &sharpness), std::pair("variance x 100", &variance)}) {
        for (auto &[kind, values] : *kinds) {
            std::sort(values.begin(), values.end());
            std::printf("{\"name\":\"%s: %s\",\"least\":%d,\"median\":%d,\"most\":%d}\n", name, kind.c_str(),
                        values.front(), values[values.size() / 2], values.back());
        }
    }
}

struct Printed
{
    curation::PicturePrint print;
    curation::PictureHashes hashes{};
};

Printed printed(const QByteArray &file)
{
    Printed printed{factsOf(file).look.print, {}};
    printed.hashes = curation::hashesOf(printed.print);
    return printed;
}

// Every picture and its copies by edit, against all others of its kind.
void scoreCopies(std::uint32_t count)
{
    const auto scaled = [](const QImage &image, int parts, int of) {
        return image.scaled(image.width() * parts / of, image.height() * parts / of, Qt::IgnoreAspectRatio,
                            Qt::SmoothTransformation);
    };
    using Edit = std::function<QByteArray(const QImage &)>;
    const std::vector<std::pair<std::string, Edit>> edits{
        {"half the size", [&](const QImage &image) { return encoded(scaled(image, 1, 2), "png"); }},
        {"a fifth of the size", [&](const QImage &image) { return encoded(scaled(image, 1, 5), "jpeg", 80); }},
        {"JPEG of quality 20", [](const QImage &image) { return encoded(image, "jpeg", 20); }},
        {"brighter by 15 %", [](const QImage &image) { return encoded(brighter(image, 15), "jpeg"); }},
        {"cut by 2.5 % at each edge", [](const QImage &image) { return encoded(cut(image, 25, 25, 25, 25), "jpeg"); }},
        {"cut by 5 % on the left", [](const QImage &image) { return encoded(cut(image, 50, 0, 0, 0), "jpeg"); }},
        {"cut by 5 % at a corner", [](const QImage &image) { return encoded(cut(image, 0, 50, 50, 0), "jpeg"); }},
        {"cut by 5 % at each edge", [](const QImage &image) { return encoded(cut(image, 50, 50, 50, 50), "jpeg"); }},
        {"cut by 1 to 4 %", [](const QImage &image) { return encoded(cut(image, 13, 37, 22, 9), "jpeg"); }},
        {"mirrored (not looked for)", [](const QImage &image) { return encoded(image.mirrored(true, false), "jpeg"); }},
    };
    const std::pair<std::string, QImage (*)(std::uint32_t)> kinds[]{
        {"photo", [](std::uint32_t seed) { return madePhoto(seed); }},
        {"page of text", madePage},
        {"diagram", madeDiagram}};
    for (const auto &[kind, make] : kinds) {
        curation::PictureIndex index;
        std::vector<std::uint32_t> seeds; // by number
        int wrong = 0;
        for (std::uint32_t seed = 1; seed <= count; ++seed) {
            const Printed original = printed(encoded(make(seed), "png"));
            if (index.find(original.print, original.hashes, 93)) {
                ++wrong;
                continue;
            }
            index.add(original.print, original.hashes);
            seeds.push_back(seed);
        }
        std::printf("{\"name\":\"%s: other pictures\",\"pictures\":%u,\"taken_for_copies\":%d}\n", kind.c_str(), count,
                    wrong);
        for (const auto &[name, edit] : edits) {
            Score score;
            for (std::size_t i = 0; i < seeds.size(); ++i) {
                const Printed copy = printed(edit(make(seeds[i])));
                const auto like = index.find(copy.print, copy.hashes, 93);
                ++score.there;
                score.found += like.has_value();
                score.right += like && like->number == i;
            }
            tell(kind + ": " + name, score);
        }
    }
}

QByteArray speedPicture(std::uint32_t seed)
{
    return encoded(madePhoto(seed, {1600, 1200}), "jpeg", 85);
}

void speed(std::uint32_t count)
{
    std::vector<QByteArray> files;
    for (std::uint32_t seed = 1; seed <= std::min(count, 20U); ++seed)
        files.push_back(speedPicture(seed));
    std::vector<std::uint32_t> numbers(count);
    for (std::uint32_t i = 0; i < count; ++i)
        numbers[i] = i;
    const bench::Stopwatch pictures;
    QtConcurrent::blockingMap(numbers, [&](std::uint32_t &number) { (void)factsOf(files[number % files.size()]); });
    bench::report("pictures of 1600 x 1200, JPEG, looked at", count, pictures);
    bench::report("pictures a processor second", count / pictures.processor(), "1/s");

    const QByteArray sound = madeSound(
        44'100 * 60, 44'100, 2, [](int frame, int channel) { return 0.5 * std::sin(frame * (0.03 + 0.01 * channel)); });
    const bench::Stopwatch sounds;
    for (int i = 0; i < 10; ++i)
        (void)factsOf(sound);
    bench::report("seconds of stereo sound of 44.1 kHz, WAV, listened to", 600, sounds);
    bench::report("seconds of sound a processor second", 600 / sounds.processor(), "s/s");

    // Pictures whose low frequencies are drawn at random: as far from each other as pictures are.
    constexpr int kCompared = 100'000;
    std::mt19937 random(1);
    std::vector<curation::PicturePrint> prints(kCompared);
    for (auto &print : prints) {
        double waves[36];
        for (double &wave : waves)
            wave = double(random()) / double(random.max()) - 0.5;
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x) {
                double value = 128;
                for (int wave = 1; wave < 36; ++wave)
                    value += 40 * waves[wave] * std::cos((x + 0.5) * (wave % 6) * 0.09817)
                        * std::cos((y + 0.5) * double(wave / 6) * 0.09817);
                print.values[std::size_t(y * 32 + x)] = std::uint8_t(std::clamp(value, 0.0, 255.0));
            }
        }
    }
    const bench::Stopwatch hashing;
    std::vector<curation::PictureHashes> hashes;
    for (const auto &print : prints)
        hashes.push_back(curation::hashesOf(print));
    bench::report("seven hashes of each of 100,000 pictures", kCompared, hashing);
    const bench::Stopwatch comparing;
    curation::PictureIndex index;
    int alike = 0;
    for (std::size_t i = 0; i < prints.size(); ++i) {
        if (index.find(prints[i], hashes[i], 93))
            ++alike;
        else
            index.add(prints[i], hashes[i]);
    }
    bench::report("100,000 pictures compared with those before", kCompared, comparing);
    bench::report("of them alike", alike, "pictures");
}

} // namespace

int main(int argc, char **argv)
{
    const std::string mode = argc > 1 ? argv[1] : "labelled";
    if (mode == "write" && argc > 3) {
        const QString folder = QString::fromLocal8Bit(argv[2]);
        QDir().mkpath(folder);
        for (int seed = 1; seed <= std::atoi(argv[3]); ++seed) {
            QFile file(folder + QStringLiteral("/%1.jpg").arg(seed));
            if (!file.open(QIODevice::WriteOnly) || file.write(speedPicture(std::uint32_t(seed))) < 0)
                return 3;
        }
        return 0;
    }
    const auto count = std::uint32_t(argc > 2 ? std::atoi(argv[2]) : 100);
    if (mode == "numbers") {
        tellNumbers(count);
    } else if (mode == "labelled") {
        scoreRules(count);
        scoreCopies(count);
    } else {
        speed(count);
    }
    return 0;
}
