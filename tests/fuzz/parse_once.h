#pragma once

#include "fuzz/import_once.h"
#include "support/scratch_workspace.h"

#include "dataset/field_scanner.h"
#include "dataset/filter_expression.h"
#include "dataset/record_filter.h"
#include "dataset/segment.h"
#include "dataset/working_state.h"
#include "provenance/manifest.h"
#include "provenance/model_signing.h"
#include "versioning/commit_text.h"
#include "versioning/merge_state.h"
#include "versioning/segment_name.h"

#include <functional>

// The parsers that read no files of people: each gets any bytes, and keeps what its header promises.
namespace datanet::test {

inline void schemaOnce(const QByteArray &bytes)
{
    dataset::RecordParser parser;
    if (const auto once = parser.canonical(base::text(bytes))) {
        const std::string first(*once);
        const auto twice = parser.canonical(first);
        promise(twice && *twice == first, "canonical bytes stay as they are");
    }
    if (const auto schema = dataset::Schema::fromJson(bytes)) {
        const auto again = dataset::Schema::fromJson(schema->toJson());
        promise(again && *again == *schema, "a schema that was read can be written");
    }
}

inline void metadataOnce(const QByteArray &bytes)
{
    if (const auto metadata = dataset::Metadata::fromJson(bytes)) {
        const auto written = metadata->toJson();
        const auto again = dataset::Metadata::fromJson(written);
        promise(again && again->toJson() == written, "what a data set says of itself can be written");
    }
}

inline void filterOnce(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    const dataset::FilterFields fields{{u"a"_s, u"b c"_s, u"Été"_s}, {{u"Title"_s, u"a"_s}}};
    const auto expression = dataset::FilterExpression::parse(text, fields);
    if (!expression) {
        const auto &problem = expression.error();
        promise(!problem.what.isEmpty() && problem.at >= 0 && problem.length >= 0
                    && problem.at + problem.length <= text.size(),
                "a mistake in an expression has its place and a reason");
        return;
    }
    dataset::RecordFilter filter(*expression);
    for (const auto *body : {R"({"a":"one two","b c":3,"Été":["x",{"y":null}]})", R"({"a":"","b c":-1.5e3})", "{}"})
        (void)filter.matches({1, body});
}

// Bodies are those of segments that somebody else may have made.
inline void scannerOnce(const QByteArray &bytes)
{
    dataset::FieldScanner scanner;
    if (scanner.load(base::text(bytes))) {
        for (const auto &field : scanner.fields())
            (void)scanner.find(field.name);
        std::string words;
        dataset::appendRecordWords(words, scanner);
    }
}

inline void segmentOnce(const QByteArray &bytes)
{
    if (const auto lines = dataset::SegmentLines::from(bytes)) {
        qsizetype size = 0;
        for (const auto line : lines->lines)
            size += qsizetype(line.size()) + 1;
        promise(size == bytes.size(), "the lines of a segment are all of it");
    }
    if (const auto rows = dataset::unpackRows(bytes))
        promise(dataset::packRows(*rows) == bytes, "rows are packed as they were");
    (void)base::Decompressor().decompress(bytes, dataset::kMaximumSegmentBytes);
}

inline void segmentNameOnce(const QByteArray &bytes)
{
    const std::string_view text = base::text(bytes);
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string_view file = text.substr(std::min(slash + 1, text.size()));
    if (const auto name = versioning::SegmentName::parse(text.substr(0, slash), file))
        promise(name->folderName() == base::view(text.substr(0, slash)) && name->fileName() == base::view(file),
                "a segment's name is written as it was read");
    (void)versioning::SegmentName::parseFolder(text);
}

inline void commitOnce(const QByteArray &bytes)
{
    const auto fields = versioning::parseCommit(bytes);
    if (!fields)
        return;
    const auto text = versioning::commitText(*fields);
    if (!text)
        return;
    const auto again = versioning::parseCommit(*text);
    promise(again && again->message == fields->message && again->tree == fields->tree
                && again->parents == fields->parents,
            "a version's text can be written");
}

inline void mergeStateOnce(const QByteArray &bytes)
{
    static const QTemporaryDir folder(QFileInfo::exists(u"/dev/shm"_s) ? u"/dev/shm/datanet-XXXXXX"_s
                                                                       : QDir::tempPath() + u"/datanet-XXXXXX"_s);
    static auto workspace =
        need(versioning::Workspace::create(folder.filePath(u"set"_s), someMetadata(), schemaWithKey(u"id"_s)));
    auto &copy = workspace.workingCopy();
    promise(bool(copy.state()->setMeta("merge", QString::fromUtf8(bytes))), "the working copy can be written");
    const auto state = versioning::mergeStateOf(copy);
    promise(state || !state.error().what.isEmpty(), "an error says what failed");
}

inline void manifestOnce(const QByteArray &bytes)
{
    if (const auto manifest = provenance::Manifest::fromStatement(bytes)) {
        const auto again = provenance::Manifest::fromStatement(manifest->toStatement());
        promise(again && *again == *manifest, "a manifest that was read can be written");
    }
}

inline void bundleOnce(const QByteArray &bytes)
{
    static const auto key = crypto::DeviceKey::generate();
    const auto verified = provenance::verifyBundle(bytes, key.publicKey());
    promise(verified || !verified.error().what.isEmpty(), "an error says what failed");
    (void)provenance::verifyStatement(bytes, std::nullopt);
}

struct Parser
{
    const char *name;
    void (*once)(const QByteArray &);
    QByteArray seed;
};

inline std::vector<Parser> parsers()
{
    const QByteArray id(40, 'a');
    provenance::Manifest manifest;
    manifest.subject = u"Words"_s;
    manifest.files = {{u"dataset.json"_s, crypto::sha256("x")}, {u"records/0000/a"_s, crypto::sha256("y")}};
    const QByteArray statement = manifest.toStatement();
    return {
        {"schema", schemaOnce, "{\"fields\":[{\"name\":\"a\",\"type\":\"string\"}],\"primaryKey\":[\"a\"]}"},
        {"metadata", metadataOnce, someMetadata()},
        {"filter", filterOnce, "a = \"x\" and (\"b c\" >= 3 or not Title is blank) length(a) > 2 a in (x, y) is:added"},
        {"scanner", scannerOnce, "{\"a\":\"\\u00e9\\n\",\"b\":[1,{\"c\":null}],\"d\":true}"},
        {"segment", segmentOnce, "{\"a\":1}\n{\"a\":2}\n"},
        {"segment_name", segmentNameOnce, "0000/0400-" + QByteArray(64, 'b') + "-12.jsonl.zst"},
        {"commit", commitOnce,
         "tree " + id + "\nparent " + id
             + "\nauthor Ada <ada@example.org> 1700000000 +0100\ncommitter Ada <ada@example.org> 1700000000 +0100\n"
               "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n\nfirst\n"},
        {"merge_state", mergeStateOnce,
         "{\"name\":\"other\",\"ours\":\"" + id + "\",\"phase\":1,\"theirs\":\"" + id + "\",\"tree\":\"" + id + "\"}"},
        {"manifest", manifestOnce, statement},
        {"bundle", bundleOnce, provenance::signStatement(statement, crypto::DeviceKey::generate())},
    };
}

} // namespace datanet::test
