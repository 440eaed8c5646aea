#include "CSoukVectors.h"

#if __has_include(<hnswlib/hnswlib.h>)

#include <hnswlib/hnswlib.h>

#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <new>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

/// A vector as the graph keeps it: its scale, then its codes.
struct Space : hnswlib::SpaceInterface<float> {
    size_t width;
    CVKernel kernel = cv_kernel();

    explicit Space(size_t width) : width(width) {}

    size_t get_data_size() override { return sizeof(float) + width; }
    hnswlib::DISTFUNC<float> get_dist_func() override { return distance; }
    void *get_dist_func_param() override { return this; }

    static float distance(const void *left, const void *right, const void *space) {
        auto self = static_cast<const Space *>(space);
        auto a = static_cast<const int8_t *>(left), b = static_cast<const int8_t *>(right);
        float scales[2];
        std::memcpy(&scales[0], a, sizeof(float));
        std::memcpy(&scales[1], b, sizeof(float));
        int32_t dot;
        cv_dots(self->kernel, a + sizeof(float), self->width, b + sizeof(float), self->width, 1, &dot);
        return 1 - scales[0] * scales[1] * static_cast<float>(dot);
    }

    std::vector<char> packed(const int8_t *codes, float scale) const {
        std::vector<char> data(sizeof(float) + width);
        std::memcpy(data.data(), &scale, sizeof(float));
        std::memcpy(data.data() + sizeof(float), codes, width);
        return data;
    }
};

template <typename Body> bool guarded(char *message, size_t capacity, Body body) noexcept {
    const char *reason = "unknown";
    try {
        body();
        return true;
    } catch (const std::exception &error) {
        std::strncpy(message, error.what(), capacity - 1);
    } catch (...) {
        std::strncpy(message, reason, capacity - 1);
    }
    message[capacity - 1] = 0;
    return false;
}

}  // namespace

/// hnswlib believes what it reads; these are the numbers at the beginning of its file, by which it takes memory and
/// finds everything else.
void check_header(const std::string &path, size_t width, size_t count) {
    std::ifstream input(path, std::ios::binary);
    auto next = [&](auto &number) { input.read(reinterpret_cast<char *>(&number), sizeof number); };
    size_t level_offset, capacity, elements, element_size, label_offset, data_offset, links, base_links, same_links;
    int highest;
    hnswlib::tableint entry;
    for (size_t *number : {&level_offset, &capacity, &elements, &element_size, &label_offset, &data_offset})
        next(*number);
    next(highest);
    next(entry);
    for (size_t *number : {&links, &base_links, &same_links}) next(*number);
    size_t data = sizeof(float) + width;
    bool is_sound = input.good() && level_offset == 0 && capacity == count && elements == count && count > 0
        && entry < count && highest >= 0 && highest < 64 && links > 0 && links <= 10000 && same_links == links
        && base_links == 2 * links && data_offset == (base_links + 1) * sizeof(hnswlib::tableint)
        && label_offset == data_offset + data && element_size == label_offset + sizeof(hnswlib::labeltype);
    if (!is_sound) throw std::runtime_error("it holds other vectors");
}

/// Whether every link leads to a vector that is there at its level.
void check_links(hnswlib::HierarchicalNSW<float> &graph) {
    using hnswlib::tableint;
    auto count = static_cast<tableint>(graph.cur_element_count);
    auto check = [](bool is_sound) {
        if (!is_sound) throw std::runtime_error("a link of it leads nowhere");
    };
    check(graph.element_levels_[graph.enterpoint_node_] == graph.maxlevel_);
    for (tableint element = 0; element < count; element++) {
        check(graph.getExternalLabel(element) < count);
        int levels = graph.element_levels_[element];
        check(levels >= 0 && levels <= graph.maxlevel_);
        for (int level = 0; level <= levels; level++) {
            auto list = graph.get_linklist_at_level(element, level);
            size_t links = graph.getListCount(list);
            check(links <= (level == 0 ? graph.maxM0_ : graph.maxM_));
            auto first = reinterpret_cast<const tableint *>(list + 1);
            for (size_t link = 0; link < links; link++)
                check(first[link] < count && graph.element_levels_[first[link]] >= level);
        }
    }
}

struct CVGraph {
    Space space;
    std::unique_ptr<hnswlib::HierarchicalNSW<float>> graph;

    explicit CVGraph(size_t width) : space(width) {}
};

/// Rows arrive sorted by age, and neighbours in time are alike; a graph wants them in no order.
bool cv_graph_build(const char *path, size_t width, const int8_t *codes, const float *scales, size_t count,
                    size_t links, size_t build_breadth, char *message, size_t capacity) {
    return guarded(message, capacity, [&] {
        Space space(width);
        hnswlib::HierarchicalNSW<float> graph(&space, count, links, build_breadth);
        std::vector<uint32_t> order(count);
        for (size_t i = 0; i < count; i++) order[i] = static_cast<uint32_t>(i);
        std::mt19937_64 random(count);
        for (size_t i = count; i > 1; i--) std::swap(order[i - 1], order[random() % i]);
        for (uint32_t place : order) {
            auto data = space.packed(codes + place * width, scales[place]);
            graph.addPoint(data.data(), place);
        }
        graph.saveIndex(path);
    });
}

CVGraph *cv_graph_open(const char *path, size_t width, size_t count, char *message, size_t capacity) {
    std::unique_ptr<CVGraph> result;
    bool opened = guarded(message, capacity, [&] {
        result = std::make_unique<CVGraph>(width);
        check_header(path, width, count);
        result->graph = std::make_unique<hnswlib::HierarchicalNSW<float>>(&result->space, std::string(path));
        result->graph->num_deleted_ = 0;
        check_links(*result->graph);
    });
    return opened ? result.release() : nullptr;
}

bool cv_graphs_are_available(void) { return true; }

void cv_graph_close(CVGraph *graph) { delete graph; }

ptrdiff_t cv_graph_search(const CVGraph *graph, const int8_t *query, float scale, size_t breadth,
                          uint32_t *places) {
    ptrdiff_t found = 0;
    char message[1];
    bool searched = guarded(message, sizeof message, [&] {
        auto data = graph->space.packed(query, scale);
        auto nearest = graph->graph->searchKnn(data.data(), breadth);
        for (; !nearest.empty(); nearest.pop()) places[found++] = static_cast<uint32_t>(nearest.top().second);
    });
    return searched ? found : -1;
}

#else

bool cv_graphs_are_available(void) { return false; }

bool cv_graph_build(const char *, size_t, const int8_t *, const float *, size_t, size_t, size_t, char *, size_t) {
    return false;
}

CVGraph *cv_graph_open(const char *, size_t, size_t, char *, size_t) { return nullptr; }

void cv_graph_close(CVGraph *) {}

ptrdiff_t cv_graph_search(const CVGraph *, const int8_t *, float, size_t, uint32_t *) { return -1; }

#endif
