#include "chain/abi.h"

#include "crypto/digest.h"

#include <QJsonObject>

#include <algorithm>

namespace datanet::chain::abi {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

auto unknownType(QStringView text)
{
    return fail(ErrorKind::Invalid, u"ABI: unknown type \"%1\""_s.arg(text));
}

// "uint64" -> 8 bytes, "uint" -> 32.
std::optional<int> bitsOf(QStringView digits)
{
    if (digits.isEmpty())
        return 32;
    bool isNumber = false;
    const int bits = digits.toInt(&isNumber);
    if (!isNumber || bits < 8 || bits > 256 || bits % 8 != 0 || digits.front() == u'0')
        return std::nullopt;
    return bits / 8;
}

// Splits "a,(b,c)[2],d" at the commas outside brackets.
std::vector<QStringView> parts(QStringView inside)
{
    std::vector<QStringView> result;
    int open = 0;
    qsizetype start = 0;
    for (qsizetype i = 0; i < inside.size(); ++i) {
        open += inside[i] == u'(' ? 1 : inside[i] == u')' ? -1 : 0;
        if (inside[i] == u',' && open == 0) {
            result.push_back(inside.sliced(start, i - start));
            start = i + 1;
        }
    }
    result.push_back(inside.sliced(start));
    return result;
}

Result<Type> parseAt(QStringView text, int depth)
{
    if (depth > kMaxDepth || text.isEmpty() || text.size() > 4096)
        return unknownType(text.left(80));
    if (text.endsWith(u']')) {
        const auto open = text.lastIndexOf(u'[');
        if (open < 1)
            return unknownType(text);
        auto element = parseAt(text.first(open), depth + 1);
        if (!element)
            return element;
        Type array;
        array.kind = Type::Kind::Array;
        if (const auto digits = text.sliced(open + 1).chopped(1); !digits.isEmpty()) {
            bool isNumber = false;
            const auto length = digits.toULongLong(&isNumber);
            if (!isNumber || length == 0 || length > kMaxElements)
                return unknownType(text);
            array.length = length;
        }
        array.components.push_back(std::move(*element));
        return array;
    }
    Type type;
    if (text.startsWith(u'(') && text.endsWith(u')')) {
        type.kind = Type::Kind::Tuple;
        for (const auto part : parts(text.sliced(1).chopped(1))) {
            auto component = parseAt(part, depth + 1);
            if (!component)
                return component;
            type.components.push_back(std::move(*component));
        }
        return type;
    }
    if (text == u"address") {
        type.kind = Type::Kind::Address;
    } else if (text == u"bool") {
        type.kind = Type::Kind::Bool;
    } else if (text == u"string") {
        type.kind = Type::Kind::String;
    } else if (text == u"bytes") {
        type.kind = Type::Kind::Bytes;
    } else if (text.startsWith(u"bytes")) {
        bool isNumber = false;
        type.kind = Type::Kind::FixedBytes;
        type.size = text.sliced(5).toInt(&isNumber);
        if (!isNumber || type.size < 1 || type.size > 32)
            return unknownType(text);
    } else if (text.startsWith(u"uint")) {
        const auto size = bitsOf(text.sliced(4));
        if (!size)
            return unknownType(text);
        type.size = *size;
    } else {
        return unknownType(text);
    }
    return type;
}

// One entry of "inputs" or "components": tuples spell their members out.
Result<Type> typeFromJson(const QJsonObject &json, int depth)
{
    if (depth > kMaxDepth)
        return unknownType(u"too deep");
    auto text = json.value("type"_L1).toString();
    if (text.startsWith("tuple"_L1)) {
        QStringList members;
        std::vector<Type> components;
        for (const auto &item : json.value("components"_L1).toArray()) {
            auto component = typeFromJson(item.toObject(), depth + 1);
            if (!component)
                return component;
            members.append(component->canonical());
            components.push_back(std::move(*component));
        }
        const QString spelled = u'(' % members.join(u',') % u')' % text.mid(5);
        auto type = Type::parse(spelled);
        if (!type)
            return type;
        // The parsed type lacks the members' names.
        auto *inner = &*type;
        while (inner->kind == Type::Kind::Array)
            inner = &inner->components.front();
        inner->components = std::move(components);
        type->name = json.value("name"_L1).toString();
        return type;
    }
    auto type = Type::parse(text);
    if (type)
        type->name = json.value("name"_L1).toString();
    return type;
}

Result<std::vector<Type>> typesFromJson(const QJsonValue &json)
{
    std::vector<Type> types;
    for (const auto &item : json.toArray()) {
        auto type = typeFromJson(item.toObject(), 0);
        if (!type)
            return fail(type.error());
        types.push_back(std::move(*type));
    }
    return types;
}

QString signatureOf(const QString &name, const std::vector<Type> &inputs)
{
    QStringList types;
    for (const auto &type : inputs)
        types.append(type.canonical());
    return name % u'(' % types.join(u',') % u')';
}

template <class List>
auto *named(List &list, QStringView name)
{
    const auto found = std::ranges::find_if(list, [&](const auto &item) { return item.name == name; });
    return found == list.end() ? nullptr : &*found;
}

const Function *selected(const std::vector<Function> &list, ByteView selector)
{
    const auto found = std::ranges::find_if(list, [&](const auto &item) { return item.selector == selector; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

Result<Type> Type::parse(QStringView text)
{
    return parseAt(text, 0);
}

QString Type::canonical() const
{
    switch (kind) {
    case Kind::Unsigned:
        return u"uint"_s % QString::number(size * 8);
    case Kind::Address:
        return u"address"_s;
    case Kind::Bool:
        return u"bool"_s;
    case Kind::FixedBytes:
        return u"bytes"_s % QString::number(size);
    case Kind::Bytes:
        return u"bytes"_s;
    case Kind::String:
        return u"string"_s;
    case Kind::Array:
        return components.front().canonical() % u'[' % (length ? QString::number(*length) : QString()) % u']';
    case Kind::Tuple:
        return signatureOf({}, components);
    }
    Q_UNREACHABLE();
}

bool Type::isDynamic() const
{
    if (kind == Kind::Bytes || kind == Kind::String || (kind == Kind::Array && !length))
        return true;
    return std::ranges::any_of(components, &Type::isDynamic);
}

QString Function::signature() const
{
    return signatureOf(name, inputs);
}

Result<Interface> Interface::fromJson(const QJsonArray &json)
{
    Interface result;
    for (const auto &value : json) {
        const auto item = value.toObject();
        const auto kind = item.value("type"_L1).toString();
        auto inputs = typesFromJson(item.value("inputs"_L1));
        if (!inputs)
            return fail(inputs.error());
        const auto name = item.value("name"_L1).toString();
        const auto digest = crypto::keccak256(signatureOf(name, *inputs).toUtf8());
        if (kind == "constructor"_L1) {
            result.constructorInputs = std::move(*inputs);
        } else if (kind == "event"_L1) {
            std::vector<bool> indexed;
            for (const auto &input : item.value("inputs"_L1).toArray())
                indexed.push_back(input.toObject().value("indexed"_L1).toBool());
            if (named(result.events, name))
                return fail(ErrorKind::Invalid, u"ABI: two events are called %1"_s.arg(name));
            result.events.push_back({name, std::move(*inputs), std::move(indexed), digest});
        } else if (kind == "function"_L1 || kind == "error"_L1) {
            auto outputs = typesFromJson(item.value("outputs"_L1));
            if (!outputs)
                return fail(outputs.error());
            auto &list = kind == "function"_L1 ? result.functions : result.errors;
            if (kind == "error"_L1 && named(list, name))
                return fail(ErrorKind::Invalid, u"ABI: two errors are called %1"_s.arg(name));
            list.push_back({name, std::move(*inputs), std::move(*outputs), digest.toBytes().first(4)});
        }
    }
    return result;
}

const Function *Interface::function(QStringView nameOrSignature) const
{
    const bool whole = nameOrSignature.contains(u'(');
    const auto matches = [&](const Function &one) {
        return whole ? one.signature() == nameOrSignature : one.name == nameOrSignature;
    };
    const auto found = std::ranges::find_if(functions, matches);
    if (found == functions.end() || std::any_of(found + 1, functions.end(), matches))
        return nullptr;
    return &*found;
}

const Function *Interface::functionBySelector(ByteView selector) const
{
    return selected(functions, selector);
}

const Function *Interface::errorBySelector(ByteView selector) const
{
    return selected(errors, selector);
}

const Event *Interface::event(QStringView name) const
{
    return named(events, name);
}

} // namespace datanet::chain::abi
