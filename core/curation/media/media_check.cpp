#include "curation/checks.h"
#include "curation/media/media_facts.h"
#include "dataset/kept_file.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;
using dataset::RecordMedia;

namespace {

const Rule kMissing{.id = u"missing-media"_s,
                    .reason = u"schema"_s,
                    .severity = Severity::Caution,
                    .excludes = true,
                    .title = u"Picture or sound that is not there"_s,
                    .explanation = u"The record names a file that is not kept with the data: there is nothing to see "
                                   "or to hear."_s};

const Rule kDamaged{.id = u"damaged-media"_s,
                    .reason = u"low-quality"_s,
                    .severity = Severity::Caution,
                    .excludes = true,
                    .title = u"Damaged picture or sound"_s,
                    .explanation = u"The file can't be decoded to its end, or is other than it says."_s};

const Rule kTooLarge{.id = u"unseen-media"_s,
                     .reason = u"other"_s,
                     .severity = Severity::Note,
                     .title = u"Picture or sound too large for the checks"_s,
                     .explanation = u"To decode it takes more memory or time than the checks allow; a person has to "
                                    "look or listen."_s};

const Rule kFacts{.id = u"media-facts"_s,
                  .reason = u"schema"_s,
                  .severity = Severity::Caution,
                  .title = u"Facts that the file contradicts"_s,
                  .explanation = u"Size, duration or format in the record are not those of its file."_s};

const Rule kBlank{.id = u"blank-picture"_s,
                  .reason = u"low-quality"_s,
                  .severity = Severity::Caution,
                  .title = u"Nothing on the picture"_s,
                  .explanation = u"All of it has nearly the same brightness. A dark photograph and a drawing of few "
                                 "lines have more."_s,
                  .settings = {{u"mostVariance"_s, 4, 0, 1000, u"Most variance of the brightness (0 to 255)"_s},
                               {u"mostSpread"_s, 24, 0, 255, u"Most steps between its brightest and darkest place"_s}}};

const Rule kBlurred{.id = u"blurred-picture"_s,
                    .reason = u"low-quality"_s,
                    .severity = Severity::Caution,
                    .title = u"Blurred picture"_s,
                    .explanation =
                        u"Even its sharpest parts have no fine details: the variance of the Laplacian is small beside "
                        "the slopes. One sharp part is enough, as in a portrait."_s,
                    .settings = {{u"leastSharpness"_s, 2500, 1, 100'000, u"Least sharpness, in ten thousandths"_s}}};

const Rule kPlace{.id = u"picture-place"_s,
                  .reason = u"personal-data"_s,
                  .severity = Severity::Caution,
                  .title = u"Place written into the picture"_s,
                  .explanation = u"The file says where it was taken, often to a few metres: at somebody's home."_s};

const Rule kOwner{.id = u"picture-owner"_s,
                  .reason = u"personal-data"_s,
                  .severity = Severity::Caution,
                  .title = u"Owner or camera written into the picture"_s,
                  .explanation = u"The file holds the name of the camera's owner or serial numbers, by which all "
                                 "pictures of one person can be found."_s};

const Rule kSilence{
    .id = u"silence"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Silence"_s,
    .explanation = u"Nearly all of the sound is quieter than can be heard."_s,
    .settings = {{u"belowDecibels"_s, 60, 20, SoundLevels::kQuietest, u"Silent from how many dB below full scale"_s},
                 {u"percent"_s, 95, 1, 100, u"Share of it that is silent, in per cent"_s}}};

const Rule kClipping{
    .id = u"clipping"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Sound that is cut off at its loudest"_s,
    .explanation = u"It was recorded too loud: samples stand at full scale, three or more in a row."_s,
    .settings = {{u"tenThousandths"_s, 10, 1, 10'000, u"Samples at full scale, in ten thousandths of all"_s}}};

const Rule kDuration{
    .id = u"duration"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Too short or too long a sound"_s,
    .explanation = u"It lasts less or longer than the datanet asks for."_s,
    .settings = {{u"leastMilliseconds"_s, 100, 0, 1'000'000'000, u"Shortest sound, in milliseconds"_s},
                 {u"mostMilliseconds"_s, 86'400'000, 1, 1'000'000'000, u"Longest sound, in milliseconds"_s}}};

class MediaCheck final : public Check
{
public:
    MediaCheck(const CheckSettings &settings, const MediaLibrary *library)
        : m_library(library),
          m_mostVariance(settings.value(kBlank, u"mostVariance"_s)),
          m_mostSpread(settings.value(kBlank, u"mostSpread"_s)),
          m_leastSharpness(settings.value(kBlurred, u"leastSharpness"_s)),
          m_belowDecibels(settings.value(kSilence, u"belowDecibels"_s)),
          m_silentPercent(settings.value(kSilence, u"percent"_s)),
          m_mostClipped(settings.value(kClipping, u"tenThousandths"_s)),
          m_leastMilliseconds(settings.value(kDuration, u"leastMilliseconds"_s)),
          m_mostMilliseconds(settings.value(kDuration, u"mostMilliseconds"_s))
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override
    {
        return {kMissing, kDamaged, kTooLarge, kFacts,    kBlank,   kBlurred,
                kPlace,   kOwner,   kSilence,  kClipping, kDuration};
    }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        const auto media = m_library ? RecordMedia::of(record.fields) : std::nullopt;
        if (!media)
            return nullptr;
        const MediaFacts *found = m_library->find(media->sha256);
        if (!found) {
            findings.push_back(about(kMissing, record, {Fix::LeaveOut}));
            return nullptr;
        }
        const MediaFacts &facts = *found;
        switch (facts.kind) {
        case MediaFacts::Kind::Other:
            if (media->kind != RecordMedia::Kind::Other)
                findings.push_back(about(kDamaged, record, {Fix::LeaveOut}));
            break;
        case MediaFacts::Kind::Damaged:
        case MediaFacts::Kind::TooLarge: {
            const bool damaged = facts.kind == MediaFacts::Kind::Damaged;
            findings.push_back(about(damaged ? kDamaged : kTooLarge, record, {Fix::LeaveOut, Fix::Keep}));
            findings.back().parameters.insert(u"fault"_s, facts.trouble);
            break;
        }
        case MediaFacts::Kind::Picture:
            compareFacts(record, facts, findings);
            look(record, facts.look, findings);
            break;
        case MediaFacts::Kind::Sound:
            compareFacts(record, facts, findings);
            listen(record, facts, findings);
            break;
        }
        if (facts.place)
            findings.push_back(about(kPlace, record, {Fix::Mend, Fix::LeaveOut, Fix::Keep}));
        if (facts.owner)
            findings.push_back(about(kOwner, record, {Fix::Mend, Fix::LeaveOut, Fix::Keep}));
        return nullptr;
    }

private:
    static Finding about(const Rule &rule, const RecordView &record, const QList<Fix> &fixes)
    {
        Finding finding = findingOf(rule, record);
        finding.field = QString::fromLatin1(RecordMedia::kField.data(), qsizetype(RecordMedia::kField.size()));
        finding.fixes = fixes;
        return finding;
    }

    static Finding measured(const Rule &rule, const RecordView &record, std::int64_t value, std::int64_t expected)
    {
        Finding finding = about(rule, record, {Fix::LeaveOut, Fix::Keep});
        finding.parameters = {{u"value"_s, double(value)}, {u"expected"_s, double(expected)}};
        return finding;
    }

    static void compare(const RecordView &record, const char *name, const QJsonValue &expected,
                        std::vector<Finding> &findings)
    {
        const auto *field = record.fields.find(name);
        if (!field || field->kind == dataset::ValueKind::Null)
            return;
        const QString is = QString::fromUtf8(field->text.data(), qsizetype(field->text.size()));
        const bool isText = field->kind == dataset::ValueKind::String;
        const bool same = expected.isString() ? isText && is == expected.toString()
                                              : !isText && is == QString::number(expected.toInteger());
        if (same)
            return;
        Finding finding = about(kFacts, record, {Fix::Mend, Fix::Edit, Fix::LeaveOut});
        finding.field = QString::fromLatin1(name);
        finding.parameters = {{u"value"_s, shortText(field->text)}, {u"expected"_s, expected}};
        findings.push_back(std::move(finding));
    }

    // Only those that the importer writes, where the record has them.
    static void compareFacts(const RecordView &record, const MediaFacts &facts, std::vector<Finding> &findings)
    {
        compare(record, "format", facts.format, findings);
        if (facts.kind == MediaFacts::Kind::Picture) {
            compare(record, "width", qint64(facts.width), findings);
            compare(record, "height", qint64(facts.height), findings);
            compare(record, "orientation", qint64(facts.orientation), findings);
        } else {
            compare(record, "duration_ms", qint64(facts.milliseconds()), findings);
            compare(record, "rate", qint64(facts.rate), findings);
            compare(record, "channels", qint64(facts.channels), findings);
        }
    }

    void look(const RecordView &record, const PictureLook &look, std::vector<Finding> &findings) const
    {
        if (look.variance <= std::int64_t(m_mostVariance) * 100 && look.spread <= m_mostSpread)
            findings.push_back(measured(kBlank, record, look.variance / 100, m_mostVariance));
        else if (look.sharpness >= 0 && look.sharpness < m_leastSharpness)
            findings.push_back(measured(kBlurred, record, look.sharpness, m_leastSharpness));
    }

    void listen(const RecordView &record, const MediaFacts &facts, std::vector<Finding> &findings) const
    {
        std::int64_t pieces = 0;
        std::int64_t silent = 0;
        for (int level = 0; level <= SoundLevels::kQuietest; ++level) {
            const std::int64_t count = facts.levels.pieces[std::size_t(level)];
            pieces += count;
            silent += level >= m_belowDecibels ? count : 0;
        }
        if (pieces > 0 && silent * 100 >= pieces * m_silentPercent) {
            findings.push_back(measured(kSilence, record, silent * 100 / pieces, m_silentPercent));
            findings.back().parameters.insert(u"decibels"_s, m_belowDecibels);
        }
        const SoundLevels &levels = facts.levels;
        if (levels.samples > 0 && levels.clipped * 10'000 >= levels.samples * m_mostClipped)
            findings.push_back(measured(kClipping, record, levels.clipped * 10'000 / levels.samples, m_mostClipped));
        const std::int64_t milliseconds = facts.milliseconds();
        if (milliseconds < m_leastMilliseconds || milliseconds > m_mostMilliseconds)
            findings.push_back(measured(kDuration, record, milliseconds,
                                        milliseconds < m_leastMilliseconds ? m_leastMilliseconds : m_mostMilliseconds));
    }

    const MediaLibrary *m_library;
    int m_mostVariance;
    int m_mostSpread;
    int m_leastSharpness;
    int m_belowDecibels;
    int m_silentPercent;
    int m_mostClipped;
    int m_leastMilliseconds;
    int m_mostMilliseconds;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeMediaCheck(const DatanetRules &rules, const MediaLibrary *library)
{
    return std::make_unique<MediaCheck>(rules.checks, library);
}

} // namespace datanet::curation
