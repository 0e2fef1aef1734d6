#include "models/model_description.h"

#include "attribution/token_text.h"
#include "base/canonical_json.h"
#include "models/sha256.h"

#include <QJsonArray>

#include <algorithm>

namespace datanet::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDescriptionFormat = 1;
const QString kKind = u"n-gram"_s;

base::Error wrong(const QString &what)
{
    return {base::ErrorKind::Invalid, u"this is no description of a model: "_s + what, {}};
}

// JSON numbers are too small for 64 bits.
QJsonValue wide(std::uint64_t number)
{
    return QString::number(number);
}

QJsonValue narrow(std::uint32_t number)
{
    return static_cast<qint64>(number);
}

// Anything that was not written by toJson() comes out as something else than it was, which the comparison of the
// bytes finds.
std::uint64_t wide(const QJsonValue &value)
{
    return value.toString().toULongLong();
}

std::uint32_t narrow(const QJsonValue &value)
{
    return static_cast<std::uint32_t>(std::clamp<qint64>(value.toInteger(), 0, 0xffffffff));
}

base::Digest digest(const QJsonValue &value)
{
    return base::Digest::fromHexText(value.toString()).value_or(base::Digest{});
}

QJsonObject weights(const ModelDescription &model)
{
    QJsonArray sources;
    for (const ModelSource &source : model.sources) {
        sources.append(QJsonObject{{u"bytes"_s, wide(source.bytes)},
                                   {u"id"_s, source.source.id.hex()},
                                   {u"priority"_s, wide(source.source.priority)},
                                   {u"records"_s, narrow(source.records)},
                                   {u"texts"_s, source.texts.hex()},
                                   {u"tokens"_s, wide(source.tokens)}});
    }
    return {{u"format"_s, kDescriptionFormat},
            {u"kind"_s, kKind},
            {u"longestContext"_s, narrow(model.parameters.longestContext)},
            {u"sources"_s, sources},
            {u"strength"_s, narrow(model.parameters.strength)},
            {u"tokenizer"_s, narrow(attribution::kTokenizer)}};
}

QJsonArray versions(const ModelDescription &model)
{
    QJsonArray versions;
    for (const DataVersion &version : model.versions) {
        versions.append(QJsonObject{{u"acc"_s, version.acc.hex()},
                                    {u"datanet"_s, wide(version.datanet)},
                                    {u"number"_s, narrow(version.number)}});
    }
    return versions;
}

QJsonObject run(const ModelDescription &model)
{
    QJsonArray strengths;
    for (const std::uint32_t strength : model.run.triedStrengths)
        strengths.append(narrow(strength));
    return {{u"program"_s, model.run.program},
            {u"seed"_s, wide(model.run.seed)},
            {u"triedStrengths"_s, strengths},
            {u"triedTokens"_s, wide(model.run.triedTokens)}};
}

} // namespace

std::uint64_t ModelDescription::recordCount() const
{
    std::uint64_t count = 0;
    for (const ModelSource &source : sources)
        count += source.records;
    return count;
}

std::uint64_t ModelDescription::tokenCount() const
{
    std::uint64_t count = 0;
    for (const ModelSource &source : sources)
        count += source.tokens;
    return count;
}

std::uint64_t ModelDescription::textBytes() const
{
    std::uint64_t count = 0;
    for (const ModelSource &source : sources)
        count += source.bytes;
    return count;
}

base::Bytes ModelDescription::toJson() const
{
    const QJsonObject json{
        {u"run"_s, models::run(*this)}, {u"versions"_s, models::versions(*this)}, {u"weights"_s, weights(*this)}};
    return base::canonicalJson(json) + '\n';
}

base::Result<ModelDescription> ModelDescription::fromJson(base::ByteView bytes)
{
    const auto json = base::parseObject(bytes, kMaximumBytes);
    if (!json)
        return base::fail(json.error());
    const QJsonObject made = (*json)[u"weights"_s].toObject();
    if (made[u"kind"_s].toString() != kKind || made[u"format"_s].toInt() != kDescriptionFormat
        || narrow(made[u"tokenizer"_s]) != attribution::kTokenizer)
        return base::fail(wrong(u"weights are of another kind or version"_s));
    const QJsonArray sources = made[u"sources"_s].toArray();
    const QJsonArray versions = (*json)[u"versions"_s].toArray();
    const QJsonObject run = (*json)[u"run"_s].toObject();
    const QJsonArray strengths = run[u"triedStrengths"_s].toArray();
    if (sources.size() > kMaximumSources || versions.size() > kMaximumVersions
        || strengths.size() > static_cast<qsizetype>(TrainingRun::kMaximumTried))
        return base::fail(wrong(u"it names too much"_s));

    ModelDescription model;
    model.parameters = {narrow(made[u"longestContext"_s]), narrow(made[u"strength"_s])};
    for (const QJsonValue &value : sources) {
        model.sources.push_back({{digest(value[u"id"_s]), wide(value[u"priority"_s])},
                                 digest(value[u"texts"_s]),
                                 narrow(value[u"records"_s]),
                                 wide(value[u"tokens"_s]),
                                 wide(value[u"bytes"_s])});
    }
    for (const QJsonValue &value : versions)
        model.versions.push_back({wide(value[u"datanet"_s]), narrow(value[u"number"_s]), digest(value[u"acc"_s])});
    model.run.program = run[u"program"_s].toString();
    model.run.seed = wide(run[u"seed"_s]);
    model.run.triedTokens = wide(run[u"triedTokens"_s]);
    for (const QJsonValue &value : strengths)
        model.run.triedStrengths.push_back(narrow(value));
    if (auto good = model.check(); !good)
        return base::fail(good.error());
    if (model.toJson() != bytes)
        return base::fail(wrong(u"it is not written in the one way it can be"_s));
    return model;
}

base::Status ModelDescription::check() const
{
    if (parameters.longestContext < 1 || parameters.longestContext > NgramParameters::kLongestContext)
        return base::fail(wrong(u"longestContext must be 1 to "_s + QString::number(NgramParameters::kLongestContext)));
    if (parameters.strength < 1 || parameters.strength > NgramParameters::kLargestStrength)
        return base::fail(wrong(u"strength must be 1 to "_s + QString::number(NgramParameters::kLargestStrength)));
    if (sources.empty() || std::ssize(sources) > kMaximumSources)
        return base::fail(wrong(u"sources must be 1 to "_s + QString::number(kMaximumSources)));
    const auto outOfOrder = [](const auto &a, const auto &b) { return !(a.source < b.source); };
    if (std::ranges::adjacent_find(sources, outOfOrder) != sources.end())
        return base::fail(wrong(u"sources must ascend"_s));
    const auto notLater = [](const DataVersion &a, const DataVersion &b) { return a.datanet >= b.datanet; };
    if (std::ssize(versions) > kMaximumVersions || std::ranges::adjacent_find(versions, notLater) != versions.end())
        return base::fail(wrong(u"versions must ascend by datanet, each once"_s));
    if (run.program.size() > kMaximumProgram || run.triedStrengths.size() > TrainingRun::kMaximumTried)
        return base::fail(wrong(u"run is too long"_s));
    return {};
}

base::Digest ModelDescription::weightsHash() const
{
    return sha256(base::canonicalJson(weights(*this)));
}

base::Digest ModelDescription::dataVersionsHash() const
{
    return sha256(base::canonicalJson(QJsonValue(models::versions(*this))));
}

base::Digest ModelDescription::runHash() const
{
    QJsonObject bound = models::run(*this);
    bound[u"dataVersionsHash"_s] = dataVersionsHash().hex();
    bound[u"weightsHash"_s] = weightsHash().hex();
    return sha256(base::canonicalJson(bound));
}

} // namespace datanet::models
