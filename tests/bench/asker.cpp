// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/asker.h"

#include "tests/bench/figures.h"

#include <sys/socket.h>
#include <unistd.h>

#include <vector>

namespace landline::bench {

namespace {

constexpr std::size_t repetitions = 100;

std::string markOf(std::string_view type)
{
    return R"({"type":")" + std::string(type) + '"';
}

} // namespace

Asker::Asker(std::uint16_t port)
{
    if (auto connected = connectTo(port, "/ws")) {
        m_fd = connected->fd;
        m_frames = FrameStream(std::move(connected->early));
    }
}

Asker::~Asker()
{
    close(m_fd);
}

bool Asker::say(std::string_view frame)
{
    std::string bytes;
    appendTextFrame(bytes, frame, true);
    return send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        == static_cast<ssize_t>(bytes.size());
}

template <typename Take>
bool Asker::receive(const Take& take)
{
    const ssize_t count = recv(m_fd, m_buffer.data(), m_buffer.size(), 0);
    if (count <= 0)
        return false;
    m_frames.feed(m_buffer.data(), static_cast<std::size_t>(count),
        [&](const FrameView&, std::string_view payload) { take(payload); });
    return true;
}

std::optional<Asker::Answer> Asker::ask(std::string_view question, std::string_view answerType)
{
    const std::string mark = markOf(answerType);
    const auto began = Clock::now();
    if (!say(question))
        return {};
    Answer answer;
    while (answer.event.empty()) {
        const bool isOpen = receive([&](std::string_view payload) {
            if (answer.event.empty() && payload.starts_with(mark))
                answer.event = payload;
        });
        if (!isOpen)
            return {};
    }
    answer.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    return answer;
}

double Asker::medianOf(std::string_view question)
{
    std::vector<double> seconds;
    seconds.reserve(repetitions);
    for (std::size_t i = 0; i < repetitions; ++i) {
        if (const auto answer = ask(question, "history"))
            seconds.push_back(answer->seconds);
    }
    return seconds.size() == repetitions ? quantile(std::move(seconds), 0.5) : 0;
}

std::optional<int> Asker::count(std::string_view type)
{
    const std::string mark = markOf(type);
    int count = 0;
    const bool isOpen
        = receive([&](std::string_view payload) { count += payload.starts_with(mark) ? 1 : 0; });
    return isOpen ? std::optional(count) : std::nullopt;
}

} // namespace landline::bench
